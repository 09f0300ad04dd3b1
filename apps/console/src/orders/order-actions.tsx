import { useMutation } from '@tanstack/react-query'
import { Button } from '@tessera/ui/button'
import type { MenuEntry } from '@tessera/ui/menu'
import { TextField } from '@tessera/ui/text-field'
import { useToast } from '@tessera/ui/toast'
import { Ban, Mail, Undo2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { newKey } from '../api/client.ts'
import { cancelOrder, type OrderDetail, resendOrder } from '../api/orders.ts'
import { FormDialog } from '../forms/form-dialog.tsx'
import { fieldId, useWrong } from '../forms/problem-notice.tsx'
import { MoreMenu } from '../layout/more-menu.tsx'
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
      {entries.length > 0 && <MoreMenu ofPage label={t('action.more')} entries={entries} />}
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
    <FormDialog
      title={t('order.resend')}
      description={t('order.resend_text')}
      save={resend}
      action={t('order.resend_do')}
      onClose={onClose}
    >
      <TextField
        id={fieldId('email')}
        label={t('entry.email')}
        hint={t('order.resend_hint')}
        type="email"
        value={email}
        onValueChange={setEmail}
        error={wrong('email')}
      />
    </FormDialog>
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
    <FormDialog
      modal
      danger
      size="md"
      title={t('order.cancel_title', { code: order.code })}
      description={t(unpaid ? 'order.cancel_unpaid' : 'order.cancel_paid')}
      save={cancel}
      action={t('order.cancel')}
      stay={t('action.keep')}
      onClose={onClose}
    >
      <TextField label={t('refund.reason')} optional value={reason} onValueChange={setReason} />
    </FormDialog>
  )
}
