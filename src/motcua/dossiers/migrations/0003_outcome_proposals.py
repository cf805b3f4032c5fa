import django.db.models.deletion
import motcua.dossiers.rules.stages
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('documents', '0001_first_tables'),
        ('dossiers', '0002_append_only'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='OutcomeProposal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('granted', 'granted'), ('rejected', 'rejected'), ('opinion', 'opinion')], max_length=10)),
                ('number', models.CharField(blank=True, max_length=60)),
                ('reasons', models.TextField(blank=True)),
                ('legal_basis', models.CharField(blank=True, max_length=200)),
                ('proposed_at', models.DateTimeField()),
                ('document', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.storedfile')),
                ('leg', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='proposals', to='dossiers.leg')),
                ('proposed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('kind', motcua.dossiers.rules.stages.OutcomeKind['REJECTED']), _negated=True), models.Q(('reasons', ''), _negated=True), _connector='OR'), name='proposed_rejection_has_reasons')],
            },
        ),
    ]
