from hoanhap.config.cli import main

main()
