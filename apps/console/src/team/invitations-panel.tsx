import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Badge } from '@tessera/ui/badge'
import { Button } from '@tessera/ui/button'
import { Card } from '@tessera/ui/card'
import { type Column, DataTable } from '@tessera/ui/data-table'
import { DateTime } from '@tessera/ui/date-time'
import { EmptyState } from '@tessera/ui/empty-state'
import { TextField } from '@tessera/ui/text-field'
import { useToast } from '@tessera/ui/toast'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  type Invitation,
  type InvitationBody,
  invitationsQuery,
  inviteMember,
  withdrawInvitation,
} from '../api/team.ts'
import { orAll } from '../forms/choices.tsx'
import { FormDialog } from '../forms/form-dialog.tsx'
import { fieldId, useWrong } from '../forms/problem-notice.tsx'
import { useTellProblem } from '../forms/use-act.ts'
import { useHouse, useMay, useOrganizer } from '../session.ts'
import { RoleFields, type RoleWish } from './role-fields.tsx'

/** Who was asked to join and has not answered yet. */
export function InvitationsPanel({ onInvite }: { onInvite: () => void }) {
  const { t } = useTranslation('console')
  const organizer = useOrganizer()
  const client = useQueryClient()
  const toast = useToast()
  const may = useMay()
  const query = invitationsQuery(organizer.id)
  const { data: invitations, isLoading } = useQuery(query)
  const withdraw = useMutation({
    mutationFn: (invitation: Invitation) => withdrawInvitation(organizer.id, invitation.id),
    onSuccess: () => toast({ title: t('team.withdrawn') }),
    onSettled: () => client.invalidateQueries({ queryKey: query.queryKey }),
    onError: useTellProblem(),
  })
  const columns = useInvitationColumns(withdraw.mutate)
  return (
    <Card padding="none">
      <DataTable
        caption={t('team.invitations')}
        columns={columns}
        rows={invitations?.data ?? []}
        rowKey={invitation => invitation.id}
        loading={isLoading}
        empty={
          <EmptyState
            title={t('team.no_invitations')}
            action={may('team.edit') && <Button onClick={onInvite}>{t('team.invite')}</Button>}
          >
            {t('team.no_invitations_text')}
          </EmptyState>
        }
      />
    </Card>
  )
}

export function InviteDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('console')
  const organizer = useOrganizer()
  const client = useQueryClient()
  const toast = useToast()
  const [email, setEmail] = useState('')
  const [wish, setWish] = useState<RoleWish>({ role: 'manager', eventIds: null })
  const invite = useMutation({
    mutationFn: () =>
      inviteMember(organizer.id, {
        email: email.trim(),
        role: wish.role as InvitationBody['role'],
        event_ids: orAll(wish.eventIds ?? []),
      }),
    onSuccess: () => {
      toast({ title: t('team.invited', { email }) })
      void client.invalidateQueries({ queryKey: invitationsQuery(organizer.id).queryKey })
      onClose()
    },
  })
  const wrong = useWrong(invite.error)
  return (
    <FormDialog
      size="md"
      title={t('team.invite')}
      description={t('team.invite_text')}
      save={invite}
      action={t('team.invite_do')}
      disabled={!email.includes('@') || wish.eventIds?.length === 0}
      onClose={onClose}
    >
      <div className="grid gap-4">
        <TextField
          id={fieldId('email')}
          label={t('entry.email')}
          type="email"
          value={email}
          onValueChange={setEmail}
          error={wrong('email')}
        />
        <RoleFields value={wish} onChange={setWish} withoutOwner />
      </div>
    </FormDialog>
  )
}

function useInvitationColumns(onWithdraw: (invitation: Invitation) => void): Column<Invitation>[] {
  const { t } = useTranslation('console')
  const { zone } = useHouse()
  const may = useMay()
  return [
    { id: 'email', header: t('entry.email'), primary: true, cell: invitation => invitation.email },
    { id: 'role', header: t('team.role'), cell: invitation => t(`role.${invitation.role}.name`) },
    {
      id: 'until',
      header: t('team.until'),
      cell: invitation =>
        invitation.state === 'expired' ? (
          <Badge tone="warning">{t('team.expired')}</Badge>
        ) : (
          <DateTime at={invitation.expires_at} zone={zone} format="short" />
        ),
    },
    {
      id: 'withdraw',
      header: t('action.actions'),
      corner: true,
      numeric: true,
      cell: invitation =>
        may('team.edit') && (
          <Button size="sm" onClick={() => onWithdraw(invitation)}>
            {t('team.withdraw')}
          </Button>
        ),
    },
  ]
}
