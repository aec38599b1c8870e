
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('reporting', '0004_evidence'),
    ]

    operations = [
        migrations.AddField(
            model_name='cell',
            name='said',
            field=models.TextField(null=True),
        ),
    ]
