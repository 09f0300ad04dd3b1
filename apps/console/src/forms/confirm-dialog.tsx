import { useMutation } from '@tanstack/react-query'
import { Button } from '@tessera/ui/button'
import { Dialog } from '@tessera/ui/dialog'
import { useToast } from '@tessera/ui/toast'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { ProblemNotice } from './problem-notice.tsx'

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
    <Dialog
      open
      modal
      onOpenChange={open => !open && onClose()}
      title={asked.title}
      description={act.error ? undefined : asked.text}
      actions={
        <>
          <Button onClick={onClose}>{t('action.keep')}</Button>
          <Button variant="danger" pending={act.isPending} onClick={() => act.mutate()}>
            {asked.action}
          </Button>
        </>
      }
    >
      {act.error && <ProblemNotice error={act.error} />}
    </Dialog>
  )
}
