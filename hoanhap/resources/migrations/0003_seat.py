from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("resources", "0002_profession"),
    ]

    operations = [
        migrations.AddField(
            model_name="place",
            name="seat",
            field=models.CharField(blank=True, max_length=16),
        ),
    ]
