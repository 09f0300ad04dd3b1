import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Badge } from '@tessera/ui/badge'
import { Button } from '@tessera/ui/button'
import { Card } from '@tessera/ui/card'
import { CopyField } from '@tessera/ui/copy-field'
import { type Column, DataTable } from '@tessera/ui/data-table'
import { DateTime } from '@tessera/ui/date-time'
import { Dialog } from '@tessera/ui/dialog'
import { EmptyState } from '@tessera/ui/empty-state'
import { useToast } from '@tessera/ui/toast'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type ApiKey, apiKeysQuery, type NewApiKey, revokeApiKey } from '../api/team.ts'
import { FormDialog } from '../forms/form-dialog.tsx'
import { useHouse, useOrganizer } from '../session.ts'
import { KeyDialog } from './key-dialog.tsx'

/** Keys for other programs: what each may do, when it was used last; its secret is seen once. */
export function KeysPanel({ adding, onAdding }: { adding: boolean; onAdding: (adding: boolean) => void }) {
  const { t } = useTranslation('console')
  const organizer = useOrganizer()
  const client = useQueryClient()
  const query = apiKeysQuery(organizer.id)
  const { data: keys, isLoading } = useQuery(query)
  const [made, setMade] = useState<NewApiKey | null>(null)
  const [revoking, setRevoking] = useState<ApiKey | null>(null)
  const columns = useKeyColumns(setRevoking)
  const refresh = () => void client.invalidateQueries({ queryKey: query.queryKey })
  return (
    <Card padding="none">
      <DataTable
        caption={t('key.title')}
        columns={columns}
        rows={keys?.data ?? []}
        rowKey={key => key.id}
        loading={isLoading}
        empty={
          <EmptyState title={t('key.none')} action={<Button onClick={() => onAdding(true)}>{t('key.add')}</Button>}>
            {t('key.none_text')}
          </EmptyState>
        }
      />
      {adding && (
        <KeyDialog
          onClose={() => onAdding(false)}
          onMade={key => {
            onAdding(false)
            setMade(key)
            refresh()
          }}
        />
      )}
      {made && <SecretDialog apiKey={made} onClose={() => setMade(null)} />}
      {revoking && <RevokeDialog apiKey={revoking} onClose={() => setRevoking(null)} onRevoked={refresh} />}
    </Card>
  )
}

function SecretDialog({ apiKey, onClose }: { apiKey: NewApiKey; onClose: () => void }) {
  const { t } = useTranslation('console')
  return (
    <Dialog
      open
      modal
      size="md"
      onOpenChange={open => !open && onClose()}
      title={t('key.made', { name: apiKey.name })}
      description={t('key.secret_text')}
      actions={
        <Button variant="primary" onClick={onClose}>
          {t('key.kept')}
        </Button>
      }
    >
      <CopyField label={t('key.secret')} value={apiKey.secret} />
    </Dialog>
  )
}

type RevokeProps = { apiKey: ApiKey; onClose: () => void; onRevoked: () => void }

function RevokeDialog({ apiKey, onClose, onRevoked }: RevokeProps) {
  const { t } = useTranslation('console')
  const organizer = useOrganizer()
  const toast = useToast()
  const revoke = useMutation({
    mutationFn: () => revokeApiKey(organizer.id, apiKey.id),
    onSuccess: () => {
      toast({ title: t('key.revoked') })
      onRevoked()
      onClose()
    },
  })
  return (
    <FormDialog
      danger
      title={t('key.revoke_title', { name: apiKey.name })}
      description={t('key.revoke_text')}
      save={revoke}
      action={t('key.revoke')}
      stay={t('action.keep')}
      onClose={onClose}
    />
  )
}

function useKeyColumns(onRevoke: (key: ApiKey) => void): Column<ApiKey>[] {
  const { t } = useTranslation('console')
  const { zone } = useHouse()
  return [
    {
      id: 'name',
      header: t('key.name'),
      primary: true,
      cell: key => (
        <span className="grid">
          {key.name}
          <code className="text-xs font-normal text-quiet">…{key.hint}</code>
        </span>
      ),
    },
    {
      id: 'permissions',
      header: t('key.permissions'),
      cell: key => t('key.permission_count', { count: key.permissions.length }),
    },
    {
      id: 'used',
      header: t('key.used'),
      cell: key =>
        key.last_used_at ? <DateTime at={key.last_used_at} zone={zone} format="short" /> : t('device.never'),
    },
    {
      id: 'until',
      header: t('team.until'),
      cell: key =>
        key.state === 'expired' ? (
          <Badge tone="warning">{t('team.expired')}</Badge>
        ) : key.expires_at ? (
          <DateTime at={key.expires_at} zone={zone} format="short" />
        ) : (
          t('key.no_end')
        ),
    },
    {
      id: 'revoke',
      header: t('action.actions'),
      corner: true,
      numeric: true,
      cell: key => (
        <Button size="sm" onClick={() => onRevoke(key)}>
          {t('key.revoke')}
        </Button>
      ),
    },
  ]
}
