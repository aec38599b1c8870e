from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reporting", "0001_initial")]
    operations = [
        migrations.AddField("campaign", "notice", models.CharField(blank=True, default="", max_length=300), preserve_default=False),
        migrations.AddField("campaign", "notice_en", models.CharField(blank=True, default="", max_length=300), preserve_default=False),
    ]
