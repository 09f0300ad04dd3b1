import { createFileRoute, useNavigate } from '@tanstack/react-router'
import { Button } from '@tessera/ui/button'
import { PageTitle } from '@tessera/ui/page-title'
import { Tabs } from '@tessera/ui/tabs'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMay } from '../../session.ts'
import { InvitationsPanel, InviteDialog } from '../../team/invitations-panel.tsx'
import { KeysPanel } from '../../team/keys-panel.tsx'
import { MembersPanel } from '../../team/members-panel.tsx'

const TABS = ['members', 'invitations', 'keys'] as const
type Tab = (typeof TABS)[number]

export const Route = createFileRoute('/_frame/team')({
  validateSearch: (search: Record<string, unknown>): { tab?: Tab } => {
    const tab = TABS.find(each => each === search.tab)
    return tab && tab !== 'members' ? { tab } : {}
  },
  component: TeamPage,
})

function TeamPage() {
  const { t } = useTranslation('console')
  const may = useMay()
  const { tab = 'members' } = Route.useSearch()
  const navigate = useNavigate({ from: '/team' })
  const [inviting, setInviting] = useState(false)
  const [addingKey, setAddingKey] = useState(false)
  const plus = <Plus aria-hidden="true" />
  const action =
    tab === 'keys'
      ? may('keys.edit') && (
          <Button variant="primary" icon={plus} onClick={() => setAddingKey(true)}>
            {t('key.add')}
          </Button>
        )
      : may('team.edit') && (
          <Button variant="primary" icon={plus} onClick={() => setInviting(true)}>
            {t('team.invite')}
          </Button>
        )
  const tabs = [
    { id: 'members', label: t('team.members'), panel: <MembersPanel /> },
    { id: 'invitations', label: t('team.invitations'), panel: <InvitationsPanel onInvite={() => setInviting(true)} /> },
    ...(may('keys.edit')
      ? [{ id: 'keys', label: t('key.title'), panel: <KeysPanel adding={addingKey} onAdding={setAddingKey} /> }]
      : []),
  ]
  return (
    <div className="grid grid-cols-1 gap-5">
      <PageTitle actions={action}>{t('nav.team')}</PageTitle>
      <Tabs
        label={t('nav.team')}
        tabs={tabs}
        value={tab}
        onValueChange={next => void navigate({ search: { tab: next as Tab }, replace: true })}
      />
      {inviting && <InviteDialog onClose={() => setInviting(false)} />}
    </div>
  )
}
