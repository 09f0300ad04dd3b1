import { useMutation } from '@tanstack/react-query'
import { Button, IconButton } from '@tessera/ui/button'
import { Dialog } from '@tessera/ui/dialog'
import { Menu, type MenuEntry } from '@tessera/ui/menu'
import { TextField } from '@tessera/ui/text-field'
import { useToast } from '@tessera/ui/toast'
import { Ban, Ellipsis, Mail, Undo2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { newKey } from '../api/client.ts'
import { cancelOrder, type OrderDetail, resendOrder } from '../api/orders.ts'
import { fieldId, ProblemNotice, useWrong } from '../forms/problem-notice.tsx'
import { useMay, useOrganizer } from '../session.ts'
import { RefundPanel } from './refund-panel.tsx'
import { restOf } from './refund-plan.ts'

type Props = { order: OrderDetail; onChanged: () => void }

export function OrderActions({ order, onChanged }: Props) {
  const { t } = useTranslation('console')
  const may = useMay()
  const [open, setOpen] = useState<'refund' | 'resend' | 'cancel' | null>(null)
  const close = () => setOpen(null)
  const isPaid = order.state === 'paid' || order.state === 'partly_refunded'
  // The bank has taken the money back to look at it: nothing of it can be given back a second time.
  const isHeld = order.disputes.some(dispute => dispute.state === 'open')
  const hasRest = order.paid_at !== null && order.lines.some(line => restOf(line) > 0n)
  const mayCancel = order.state === 'awaiting_payment' ? may('orders.edit') : isPaid && may('orders.refund')
  const entries: MenuEntry[] = mayCancel
    ? [
        {
          id: 'cancel',
          label: t('order.cancel'),
          icon: <Ban aria-hidden="true" />,
          danger: true,
          onSelect: () => setOpen('cancel'),
        },
      ]
    : []
  return (
    <>
      {may('orders.edit') && order.paid_at !== null && (
        <Button icon={<Mail aria-hidden="true" />} onClick={() => setOpen('resend')}>
          {t('order.resend')}
        </Button>
      )}
      {may('orders.refund') && hasRest && !isHeld && (
        <Button icon={<Undo2 aria-hidden="true" />} onClick={() => setOpen('refund')}>
          {t('refund.do')}
        </Button>
      )}
      {entries.length > 0 && (
        <Menu
          trigger={
            <IconButton
              variant="secondary"
              label={t('action.more')}
              icon={<Ellipsis aria-hidden="true" className="size-4!" />}
            />
          }
          entries={entries}
        />
      )}
      {open === 'refund' && <RefundPanel order={order} onClose={close} onRefunded={onChanged} />}
      {open === 'resend' && <ResendDialog order={order} onClose={close} onChanged={onChanged} />}
      {open === 'cancel' && <CancelOrderDialog order={order} onClose={close} onChanged={onChanged} />}
    </>
  )
}

type DialogProps = Props & { onClose: () => void }

function ResendDialog({ order, onClose, onChanged }: DialogProps) {
  const { t } = useTranslation('console')
  const organizer = useOrganizer()
  const toast = useToast()
  const [email, setEmail] = useState(order.buyer.email)
  const resend = useMutation({
    mutationFn: () => resendOrder(organizer.id, order.id, email === order.buyer.email ? undefined : email),
    onSuccess: () => {
      toast({ title: t('order.resent', { email }) })
      onChanged()
      onClose()
    },
  })
  const wrong = useWrong(resend.error)
  return (
    <Dialog
      open
      onOpenChange={open => !open && onClose()}
      title={t('order.resend')}
      description={t('order.resend_text')}
      actions={
        <>
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button variant="primary" pending={resend.isPending} onClick={() => resend.mutate()}>
            {t('order.resend_do')}
          </Button>
        </>
      }
    >
      <div className="grid gap-4">
        <ProblemNotice error={resend.error} />
        <TextField
          id={fieldId('email')}
          label={t('entry.email')}
          hint={t('order.resend_hint')}
          type="email"
          value={email}
          onValueChange={setEmail}
          error={wrong('email')}
        />
      </div>
    </Dialog>
  )
}

function CancelOrderDialog({ order, onClose, onChanged }: DialogProps) {
  const { t } = useTranslation('console')
  const organizer = useOrganizer()
  const toast = useToast()
  const [reason, setReason] = useState('')
  const [intention] = useState(newKey)
  const cancel = useMutation({
    mutationFn: () => cancelOrder(organizer.id, order.id, reason.trim(), intention),
    onSuccess: () => {
      toast({ title: t('order.cancelled_done') })
      onChanged()
      onClose()
    },
  })
  const unpaid = order.state === 'awaiting_payment'
  return (
    <Dialog
      open
      modal
      size="md"
      onOpenChange={open => !open && onClose()}
      title={t('order.cancel_title', { code: order.code })}
      description={t(unpaid ? 'order.cancel_unpaid' : 'order.cancel_paid')}
      actions={
        <>
          <Button onClick={onClose}>{t('action.keep')}</Button>
          <Button variant="danger" pending={cancel.isPending} onClick={() => cancel.mutate()}>
            {t('order.cancel')}
          </Button>
        </>
      }
    >
      <div className="grid gap-4">
        <ProblemNotice error={cancel.error} />
        <TextField label={t('refund.reason')} optional value={reason} onValueChange={setReason} />
      </div>
    </Dialog>
  )
}
