import { useMutation } from '@tanstack/react-query'
import { useToast } from '@tessera/ui/toast'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { FormDialog } from './form-dialog.tsx'

export type Confirmation = {
  title: string
  /** What is gone afterwards, and what stays. */
  text: ReactNode
  /** The button, as a verb. */
  action: string
  work: () => Promise<unknown>
  /** Told when it is done. */
  done?: string
}

/** Before something goes that no undo brings back. A refusal is told here, where it can be read, not in passing. */
export function ConfirmDialog({ asked, onClose }: { asked: Confirmation | null; onClose: () => void }) {
  return asked && <Confirm asked={asked} onClose={onClose} />
}

function Confirm({ asked, onClose }: { asked: Confirmation; onClose: () => void }) {
  const { t } = useTranslation('console')
  const toast = useToast()
  const act = useMutation({
    mutationFn: asked.work,
    onSuccess: () => {
      if (asked.done) toast({ title: asked.done })
      onClose()
    },
  })
  return (
    <FormDialog
      modal
      danger
      title={asked.title}
      description={act.error ? undefined : asked.text}
      save={act}
      action={asked.action}
      stay={t('action.keep')}
      onClose={onClose}
    />
  )
}
