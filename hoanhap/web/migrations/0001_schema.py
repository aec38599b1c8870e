from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("web", name) for name in ("0001_initial",)]

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='DemoDate',
            fields=[
                ('id', models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False)),
                ('on', models.DateField()),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('id', 1)), name='one_demo_date')],
            },
        ),
    ]
