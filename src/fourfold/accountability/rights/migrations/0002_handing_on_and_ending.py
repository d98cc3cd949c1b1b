"""A request goes on to another agency; a restriction ends, with a reason."""

from typing import ClassVar

import django.db.models.deletion
import fourfold.accountability.rights.domain.requests
from django.db import migrations, models


class Migration(migrations.Migration):
    """To whom and from whom a request was handed on; who ended a restriction, why, and whom they told."""

    dependencies: ClassVar = [
        ('partnership', '0006_training'),
        ('rights', '0001_initial'),
    ]

    operations: ClassVar = [
        migrations.RemoveConstraint(
            model_name='entry',
            name='rights_entry_known',
        ),
        migrations.RemoveConstraint(
            model_name='notice',
            name='rights_notice_known',
        ),
        migrations.RemoveConstraint(
            model_name='request',
            name='rights_closed_is_answered',
        ),
        migrations.AddField(
            model_name='recordmark',
            name='ended_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnership.person'),
        ),
        migrations.AddField(
            model_name='recordmark',
            name='ended_why',
            field=models.TextField(blank=True, max_length=4000),
        ),
        migrations.AddField(
            model_name='recordmark',
            name='told_on',
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name='recordmark',
            name='was_restricted',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='request',
            name='handed_from',
            field=models.UUIDField(null=True),
        ),
        migrations.AddField(
            model_name='request',
            name='handed_to',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnership.agency'),
        ),
        migrations.AddConstraint(
            model_name='entry',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', [fourfold.accountability.rights.domain.requests.EntryKind['RECEIVED'], fourfold.accountability.rights.domain.requests.EntryKind['ACKNOWLEDGED'], fourfold.accountability.rights.domain.requests.EntryKind['IDENTITY_ASKED'], fourfold.accountability.rights.domain.requests.EntryKind['IDENTITY'], fourfold.accountability.rights.domain.requests.EntryKind['STANDING'], fourfold.accountability.rights.domain.requests.EntryKind['CONTACT'], fourfold.accountability.rights.domain.requests.EntryKind['ABOUT'], fourfold.accountability.rights.domain.requests.EntryKind['ASKED'], fourfold.accountability.rights.domain.requests.EntryKind['DECIDED'], fourfold.accountability.rights.domain.requests.EntryKind['PART'], fourfold.accountability.rights.domain.requests.EntryKind['DRAFTED'], fourfold.accountability.rights.domain.requests.EntryKind['RELEASED'], fourfold.accountability.rights.domain.requests.EntryKind['FETCHED'], fourfold.accountability.rights.domain.requests.EntryKind['EXTENDED'], fourfold.accountability.rights.domain.requests.EntryKind['NOTE'], fourfold.accountability.rights.domain.requests.EntryKind['HANDED_ON'], fourfold.accountability.rights.domain.requests.EntryKind['CAME'], fourfold.accountability.rights.domain.requests.EntryKind['CLOSED']])), name='rights_entry_known'),
        ),
        migrations.AddConstraint(
            model_name='notice',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', [fourfold.accountability.rights.domain.requests.NoticeKind['CORRECTED'], fourfold.accountability.rights.domain.requests.NoticeKind['DISPUTED'], fourfold.accountability.rights.domain.requests.NoticeKind['RESTRICTED'], fourfold.accountability.rights.domain.requests.NoticeKind['REMOVED'], fourfold.accountability.rights.domain.requests.NoticeKind['UNRESTRICTED']])), name='rights_notice_known'),
        ),
        migrations.AddConstraint(
            model_name='recordmark',
            constraint=models.CheckConstraint(condition=models.Q(('until__isnull', True), models.Q(('ended_by__isnull', False), ('told_on__isnull', False), models.Q(('ended_why', ''), _negated=True)), _connector='OR'), name='rights_mark_end_says_why'),
        ),
        migrations.AddConstraint(
            model_name='request',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('closed_on__isnull', False), ('outcome__in', [fourfold.accountability.rights.domain.requests.Outcome['MET'], fourfold.accountability.rights.domain.requests.Outcome['PARTLY'], fourfold.accountability.rights.domain.requests.Outcome['REFUSED'], fourfold.accountability.rights.domain.requests.Outcome['NOTHING'], fourfold.accountability.rights.domain.requests.Outcome['WITHDRAWN'], fourfold.accountability.rights.domain.requests.Outcome['NOT_KNOWN'], fourfold.accountability.rights.domain.requests.Outcome['HANDED_ON']]), ('state', fourfold.accountability.rights.domain.requests.State['CLOSED']), models.Q(('outcome_why', ''), _negated=True)), models.Q(models.Q(('state', fourfold.accountability.rights.domain.requests.State['CLOSED']), _negated=True), ('closed_on__isnull', True), ('outcome', fourfold.accountability.rights.domain.requests.Outcome['OPEN'])), _connector='OR'), name='rights_closed_is_answered'),
        ),
        migrations.AddConstraint(
            model_name='request',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('handed_to__isnull', False), ('outcome', fourfold.accountability.rights.domain.requests.Outcome['HANDED_ON'])), models.Q(models.Q(('outcome', fourfold.accountability.rights.domain.requests.Outcome['HANDED_ON']), _negated=True), ('handed_to__isnull', True)), _connector='OR'), name='rights_handed_on_says_to_whom'),
        ),
        migrations.AddConstraint(
            model_name='request',
            constraint=models.UniqueConstraint(fields=('handed_from',), name='rights_handed_on_once'),
        ),
    ]
