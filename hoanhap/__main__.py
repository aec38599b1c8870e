from hoanhap.config.cli import main

if __name__ == "__main__":  # the server's workers import this file too
    main(prog_name="hoanhap")
