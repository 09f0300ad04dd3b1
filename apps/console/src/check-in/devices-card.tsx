import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Badge } from '@tessera/ui/badge'
import { Button } from '@tessera/ui/button'
import { Card } from '@tessera/ui/card'
import { type Column, DataTable } from '@tessera/ui/data-table'
import { DateTime } from '@tessera/ui/date-time'
import { EmptyState } from '@tessera/ui/empty-state'
import { Ban, KeyRound, Plus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Device, type DeviceWithCode, devicesQuery, renewDeviceCode, revokeDevice } from '../api/check-in.ts'
import { useEventTitles } from '../events/event-titles.ts'
import { type Confirmation, ConfirmDialog } from '../forms/confirm-dialog.tsx'
import { useTellProblem } from '../forms/use-act.ts'
import { MoreMenu } from '../layout/more-menu.tsx'
import { useHouse, useMay, useOrganizer } from '../session.ts'
import { DeviceCodeDialog } from './device-code-dialog.tsx'
import { DeviceDialog } from './device-dialog.tsx'

const tones = { waiting: 'warning', signed_in: 'success', revoked: 'neutral' } as const

/** The phones and scanners at the door. Each signs in once with a code, and can be shut out at once. */
export function DevicesCard({ eventId }: { eventId?: string }) {
  const { t } = useTranslation('console')
  const organizer = useOrganizer()
  const may = useMay()
  const { data: devices, isLoading } = useQuery({ ...devicesQuery(organizer.id), enabled: may('devices.edit') })
  const [adding, setAdding] = useState(false)
  const [code, setCode] = useState<DeviceWithCode | null>(null)
  const [asked, setAsked] = useState<Confirmation | null>(null)
  const change = useDeviceChanges(setCode)
  const columns = useDeviceColumns(change.renewCode, device => setAsked(change.revocation(device)))
  if (!may('devices.edit')) return null
  const add = (
    <Button icon={<Plus aria-hidden="true" />} onClick={() => setAdding(true)}>
      {t('device.add')}
    </Button>
  )
  return (
    <Card title={t('device.title')} padding="none" actions={devices && devices.data.length > 0 && add}>
      <DataTable
        caption={t('device.title')}
        columns={columns}
        rows={devices?.data ?? []}
        rowKey={device => device.id}
        loading={isLoading}
        empty={
          <EmptyState title={t('device.none')} action={add}>
            {t('device.none_text')}
          </EmptyState>
        }
      />
      <ConfirmDialog asked={asked} onClose={() => setAsked(null)} />
      {adding && (
        <DeviceDialog
          eventId={eventId}
          onClose={() => setAdding(false)}
          onMade={made => {
            setAdding(false)
            setCode(made)
            change.refresh()
          }}
        />
      )}
      {code && <DeviceCodeDialog device={code} onClose={() => setCode(null)} />}
    </Card>
  )
}

/** A new code is made at once; shutting out is asked about first. */
function useDeviceChanges(onCode: (device: DeviceWithCode) => void) {
  const { t } = useTranslation('console')
  const organizer = useOrganizer()
  const client = useQueryClient()
  const refresh = () => void client.invalidateQueries({ queryKey: devicesQuery(organizer.id).queryKey })
  const renew = useMutation({
    mutationFn: (device: Device) => renewDeviceCode(organizer.id, device.id),
    onSuccess: onCode,
    onSettled: refresh,
    onError: useTellProblem(),
  })
  return {
    refresh,
    renewCode: renew.mutate,
    revocation: (device: Device): Confirmation => ({
      title: t('device.revoke_title', { name: device.name }),
      text: t('device.revoke_text'),
      action: t('device.revoke'),
      work: () => revokeDevice(organizer.id, device.id).finally(refresh),
      done: t('device.revoked_done'),
    }),
  }
}

function useDeviceColumns(onCode: (device: Device) => void, onRevoke: (device: Device) => void): Column<Device>[] {
  const { t } = useTranslation('console')
  const { zone } = useHouse()
  const titleOf = useEventTitles()
  return [
    { id: 'name', header: t('device.name'), primary: true, cell: device => device.name },
    {
      id: 'state',
      header: t('order.state'),
      cell: device => <Badge tone={tones[device.state]}>{t(`device.state_${device.state}`)}</Badge>,
    },
    {
      id: 'events',
      header: t('order.event'),
      cell: device => device.event_ids?.map(titleOf).join(', ') ?? t('device.every_event'),
    },
    {
      id: 'seen',
      header: t('device.seen'),
      cell: device =>
        device.last_seen_at ? <DateTime at={device.last_seen_at} zone={zone} format="short" /> : t('device.never'),
    },
    {
      id: 'more',
      header: t('action.actions'),
      corner: true,
      numeric: true,
      cell: device =>
        device.state !== 'revoked' && (
          <MoreMenu
            label={t('action.more_for', { name: device.name })}
            entries={[
              {
                id: 'code',
                label: t('device.new_code'),
                icon: <KeyRound aria-hidden="true" />,
                onSelect: () => onCode(device),
              },
              {
                id: 'revoke',
                label: t('device.revoke'),
                icon: <Ban aria-hidden="true" />,
                danger: true,
                onSelect: () => onRevoke(device),
              },
            ]}
          />
        ),
    },
  ]
}
