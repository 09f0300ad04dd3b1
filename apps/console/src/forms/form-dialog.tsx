import { Button } from '@tessera/ui/button'
import { Dialog, SidePanel } from '@tessera/ui/dialog'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { ProblemNotice } from './problem-notice.tsx'
import { OvertakenNotice } from './use-newest.tsx'

type Props = {
  title: string
  description?: string
  children: ReactNode
  /** What happens on the main button: a mutation. */
  save: { mutate: () => void; isPending: boolean; error: unknown }
  /** The main button, as a verb; "Save" where nothing is said. */
  action?: string
  disabled?: boolean
  /** Leaves without a question, on Cancel. */
  onClose: () => void
  /** Escape and the like: asks first where something was typed. */
  onDismiss?: () => void
  /** Somebody else has saved meanwhile; said in place of the refusal. */
  overtaken?: boolean
  size?: 'sm' | 'md' | 'lg'
  /** Beside the page rather than over it, for longer forms. */
  panel?: boolean
}

/** A short form over the page: why it was refused above, Cancel and the main button below. */
export function FormDialog({ title, description, children, save, action, disabled, onClose, ...more }: Props) {
  const { t } = useTranslation('console')
  const { onDismiss = onClose, overtaken = false, size = 'sm', panel = false } = more
  const Frame = panel ? SidePanel : Dialog
  return (
    <Frame
      open
      size={size}
      onOpenChange={open => !open && onDismiss()}
      title={title}
      description={description}
      actions={
        <>
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button variant="primary" disabled={disabled} pending={save.isPending} onClick={() => save.mutate()}>
            {action ?? t('action.save')}
          </Button>
        </>
      }
    >
      <div className="grid gap-5">
        <OvertakenNotice shown={overtaken} />
        {!overtaken && <ProblemNotice error={save.error} />}
        {children}
      </div>
    </Frame>
  )
}
