from django.db import migrations, models


def forget(apps, schema):
    """Rows of the earlier shape. No register is older than this change."""
    apps.get_model("people", "NameWord").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("people", "0003_name_words")]

    operations = [
        migrations.RunPython(forget, migrations.RunPython.noop),
        migrations.RemoveConstraint("nameword", "name_word"),
        migrations.AddField("nameword", "last", models.BooleanField(default=False), preserve_default=False),
        migrations.AlterField("nameword", "word", models.CharField(max_length=120)),
        migrations.AddConstraint(
            "nameword",
            models.UniqueConstraint(fields=("alias", "last", "word", "given", "folded"), name="name_word"),
        ),
    ]
