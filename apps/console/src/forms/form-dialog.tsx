import { Button } from '@tessera/ui/button'
import { Dialog, type DialogProps, SidePanel } from '@tessera/ui/dialog'
import { useTranslation } from 'react-i18next'
import { ProblemNotice } from './problem-notice.tsx'
import { OvertakenNotice } from './use-newest.tsx'

type Props = Pick<DialogProps, 'title' | 'description' | 'children' | 'modal' | 'size' | 'open'> & {
  /** What happens on the main button: a mutation. */
  save: { mutate: () => void; isPending: boolean; error: unknown }
  /** The main button, as a verb; "Save" where nothing is said. */
  action?: string
  /** What the main button does cannot be taken back. */
  danger?: boolean
  disabled?: boolean
  /** The button that leaves everything as it is, as a verb; "Cancel" where nothing is said. */
  stay?: string
  /** Leaves without a question. */
  onClose: () => void
  /** Escape and the like: asks first where something was typed. */
  onDismiss?: () => void
  /** Somebody else has saved meanwhile; said in place of the refusal. */
  overtaken?: boolean
  /** Beside the page rather than over it, for longer forms. */
  panel?: boolean
}

/** A question or a short form over the page: why it was refused above, the way out and the main button below. */
export function FormDialog({ save, action, danger = false, disabled, stay, onClose, children, ...more }: Props) {
  const { t } = useTranslation('console')
  const { onDismiss = onClose, overtaken = false, panel = false, open = true, ...frame } = more
  const Frame = panel ? SidePanel : Dialog
  const refused = overtaken || Boolean(save.error)
  return (
    <Frame
      {...frame}
      open={open}
      onOpenChange={next => !next && onDismiss()}
      actions={
        <>
          <Button onClick={onClose}>{stay ?? t('action.cancel')}</Button>
          <Button
            variant={danger ? 'danger' : 'primary'}
            disabled={disabled}
            pending={save.isPending}
            onClick={() => save.mutate()}
          >
            {action ?? t('action.save')}
          </Button>
        </>
      }
    >
      {(children || refused) && (
        <div className="grid gap-5">
          <OvertakenNotice shown={overtaken} />
          {!overtaken && <ProblemNotice error={save.error} />}
          {children}
        </div>
      )}
    </Frame>
  )
}
