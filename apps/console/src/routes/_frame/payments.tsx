import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { createFileRoute } from '@tanstack/react-router'
import { Badge } from '@tessera/ui/badge'
import { Button } from '@tessera/ui/button'
import { Card } from '@tessera/ui/card'
import { Switch } from '@tessera/ui/checkbox'
import { CopyField } from '@tessera/ui/copy-field'
import { EmptyState } from '@tessera/ui/empty-state'
import { PageTitle } from '@tessera/ui/page-title'
import { SkeletonText } from '@tessera/ui/skeleton'
import { useToast } from '@tessera/ui/toast'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  changeGatewayAccount,
  type Gateway,
  type GatewayAccount,
  gatewayAccountsQuery,
  gatewaysQuery,
} from '../../api/payments.ts'
import { ProblemNotice } from '../../forms/problem-notice.tsx'
import { useTellProblem } from '../../forms/use-act.ts'
import { GatewayDialog } from '../../payments/gateway-dialog.tsx'
import { useOrganizer } from '../../session.ts'

export const Route = createFileRoute('/_frame/payments')({ component: PaymentsPage })

function PaymentsPage() {
  const { t } = useTranslation('console')
  const organizer = useOrganizer()
  const { data: gateways, error } = useQuery(gatewaysQuery(organizer.id))
  const { data: accounts } = useQuery(gatewayAccountsQuery(organizer.id))
  const [open, setOpen] = useState<Gateway | null>(null)
  const connected = accounts?.data ?? []
  const offered = gateways?.data.filter(gateway => !connected.some(each => each.gateway === gateway.gateway)) ?? []
  return (
    <div className="grid max-w-220 gap-5">
      <PageTitle below={t('payments.page_text')}>{t('nav.payments')}</PageTitle>
      <ProblemNotice error={error} />
      {!accounts && !error && <SkeletonText lines={4} />}
      {accounts && connected.length === 0 && (
        <Card>
          <EmptyState title={t('payments.none')}>{t('payments.none_text')}</EmptyState>
        </Card>
      )}
      {connected.map(account => (
        <AccountCard
          key={account.id}
          account={account}
          onReconnect={() => setOpen(gateways?.data.find(each => each.gateway === account.gateway) ?? null)}
        />
      ))}
      {offered.length > 0 && (
        <Card title={t('payments.offered')} padding="none">
          <ul className="divide-y divide-line">
            {offered.map(gateway => (
              <li key={gateway.gateway} className="flex items-center justify-between gap-4 px-4 py-3 md:px-5">
                <span className="font-medium">{gateway.label}</span>
                <Button onClick={() => setOpen(gateway)}>{t('payments.connect')}</Button>
              </li>
            ))}
          </ul>
        </Card>
      )}
      {open && (
        <GatewayDialog
          gateway={open}
          account={connected.find(each => each.gateway === open.gateway) ?? null}
          onClose={() => setOpen(null)}
        />
      )}
    </div>
  )
}

function AccountCard({ account, onReconnect }: { account: GatewayAccount; onReconnect: () => void }) {
  const { t } = useTranslation('console')
  const organizer = useOrganizer()
  const client = useQueryClient()
  const toast = useToast()
  const change = useMutation({
    mutationFn: (enabled: boolean) => changeGatewayAccount(organizer.id, account, { enabled }),
    onSuccess: saved => toast({ title: t(saved.enabled ? 'payments.on' : 'payments.off') }),
    onError: useTellProblem(),
    onSettled: () => client.invalidateQueries({ queryKey: gatewayAccountsQuery(organizer.id).queryKey }),
  })
  return (
    <Card
      title={
        <span className="flex flex-wrap items-center gap-2">
          {account.label}
          <Badge tone={account.livemode ? 'success' : 'warning'}>
            {t(account.livemode ? 'payments.live' : 'payments.test')}
          </Badge>
        </span>
      }
      actions={
        <Button size="sm" onClick={onReconnect}>
          {t('payments.reconnect')}
        </Button>
      }
    >
      <div className="grid grid-cols-1 gap-4">
        {account.merchant && <p className="text-quiet">{t('payments.merchant', { name: account.merchant })}</p>}
        <Switch
          label={t('payments.enabled')}
          hint={t('payments.enabled_hint')}
          checked={account.enabled}
          disabled={change.isPending}
          onCheckedChange={enabled => change.mutate(enabled)}
        />
        <CopyField label={t('payments.webhook')} hint={t('payments.webhook_hint')} value={account.webhook_url} />
      </div>
    </Card>
  )
}
