import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Badge } from '@tessera/ui/badge'
import { Card } from '@tessera/ui/card'
import { type Column, DataTable } from '@tessera/ui/data-table'
import { useToast } from '@tessera/ui/toast'
import { Pencil, UserRoundMinus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { changeMember, type Member, membersQuery, removeMember } from '../api/team.ts'
import { useEventTitles } from '../events/event-titles.ts'
import { FormDialog } from '../forms/form-dialog.tsx'
import { ProblemNotice } from '../forms/problem-notice.tsx'
import { useAct } from '../forms/use-act.ts'
import { MoreMenu } from '../layout/more-menu.tsx'
import { useTableSort } from '../layout/use-table-sort.ts'
import { useMay, useOrganizer, useSession } from '../session.ts'
import { RoleFields, type RoleWish } from './role-fields.tsx'

/** Who is in the team, in which role, and for which events. */
export function MembersPanel() {
  const { t } = useTranslation('console')
  const organizer = useOrganizer()
  const { data: members, isLoading, error } = useQuery(membersQuery(organizer.id))
  const sorted = useTableSort(members?.data ?? [], {
    name: member => member.name,
    role: member => t(`role.${member.role}.name`),
  })
  const [editing, setEditing] = useState<Member | null>(null)
  const [removing, setRemoving] = useState<Member | null>(null)
  const columns = useMemberColumns(setEditing, setRemoving)
  return (
    <Card padding="none">
      {error && <ProblemNotice error={error} />}
      <DataTable
        caption={t('team.members')}
        columns={columns}
        rows={sorted.rows}
        sort={sorted.sort}
        onSortChange={sorted.onSortChange}
        rowKey={member => member.id}
        loading={isLoading}
      />
      {editing && <RoleDialog member={editing} onClose={() => setEditing(null)} />}
      {removing && <RemoveDialog member={removing} onClose={() => setRemoving(null)} />}
    </Card>
  )
}

type DialogProps = { member: Member; onClose: () => void }

function useMemberSaved(onClose: () => void) {
  const organizer = useOrganizer()
  const client = useQueryClient()
  return () => {
    void client.invalidateQueries({ queryKey: membersQuery(organizer.id).queryKey })
    onClose()
  }
}

function RoleDialog({ member, onClose }: DialogProps) {
  const { t } = useTranslation('console')
  const organizer = useOrganizer()
  const toast = useToast()
  const saved = useMemberSaved(onClose)
  const undo = useAct(saved)
  const [wish, setWish] = useState<RoleWish>({ role: member.role, eventIds: member.event_ids })
  const put = (to: RoleWish) => changeMember(organizer.id, member.id, { role: to.role, event_ids: to.eventIds })
  const save = useMutation({
    mutationFn: () => put(wish),
    onSuccess: () => {
      toast({
        title: t('team.role_saved', { name: member.name }),
        undo: () => undo.mutate(() => put({ role: member.role, eventIds: member.event_ids })),
      })
      saved()
    },
  })
  return (
    <FormDialog size="md" title={t('team.role_of', { name: member.name })} save={save} onClose={onClose}>
      <RoleFields value={wish} onChange={setWish} />
    </FormDialog>
  )
}

function RemoveDialog({ member, onClose }: DialogProps) {
  const { t } = useTranslation('console')
  const organizer = useOrganizer()
  const toast = useToast()
  const saved = useMemberSaved(onClose)
  const remove = useMutation({
    mutationFn: () => removeMember(organizer.id, member.id),
    onSuccess: () => {
      toast({ title: t('team.removed', { name: member.name }) })
      saved()
    },
  })
  return (
    <FormDialog
      danger
      title={t('team.remove_title', { name: member.name })}
      description={t('team.remove_text')}
      save={remove}
      action={t('team.remove')}
      stay={t('action.keep')}
      onClose={onClose}
    />
  )
}

function useMemberColumns(onEdit: (member: Member) => void, onRemove: (member: Member) => void): Column<Member>[] {
  const { t } = useTranslation('console')
  const { account } = useSession()
  const titleOf = useEventTitles()
  return [
    {
      id: 'name',
      header: t('team.member'),
      primary: true,
      sortable: true,
      cell: member => (
        <span className="grid">
          <span className="flex items-center gap-2">
            {member.name}
            {member.email === account.email && <Badge>{t('team.you')}</Badge>}
          </span>
          <span className="text-xs font-normal break-all text-quiet">{member.email}</span>
        </span>
      ),
    },
    { id: 'role', header: t('team.role'), sortable: true, cell: member => t(`role.${member.role}.name`) },
    {
      id: 'events',
      header: t('nav.events'),
      cell: member => member.event_ids?.map(titleOf).join(', ') ?? t('team.all_events'),
    },
    {
      id: 'more',
      header: t('action.actions'),
      corner: true,
      numeric: true,
      cell: member => <MemberMenu member={member} onEdit={onEdit} onRemove={onRemove} />,
    },
  ]
}

type MenuProps = { member: Member; onEdit: (member: Member) => void; onRemove: (member: Member) => void }

function MemberMenu({ member, onEdit, onRemove }: MenuProps) {
  const { t } = useTranslation('console')
  const may = useMay()
  if (!may('team.edit') || (member.role === 'owner' && !may('owners.edit'))) return null
  return (
    <MoreMenu
      label={t('team.more', { name: member.name })}
      entries={[
        {
          id: 'role',
          label: t('team.change_role'),
          icon: <Pencil aria-hidden="true" />,
          onSelect: () => onEdit(member),
        },
        {
          id: 'remove',
          label: t('team.remove'),
          icon: <UserRoundMinus aria-hidden="true" />,
          danger: true,
          onSelect: () => onRemove(member),
        },
      ]}
    />
  )
}
