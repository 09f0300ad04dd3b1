import { Dialog as Base } from '@base-ui/react/dialog'
import { X } from 'lucide-react'
import { type ReactElement, type ReactNode, type RefObject, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { IconButton } from './button.tsx'
import { cn } from './cn.ts'

export type DialogProps = {
  title: ReactNode
  /** One or two sentences, read out with the title. */
  description?: ReactNode
  children?: ReactNode
  /** The buttons at the foot; the one that does it comes last. */
  actions?: ReactNode
  /** Either a trigger (a Button), or `open` with `onOpenChange`, or both. */
  trigger?: ReactElement
  open?: boolean
  onOpenChange?: (open: boolean) => void
  initialFocus?: RefObject<HTMLElement | null>
  /** Closing needs an answer: a click beside it does nothing. For questions about money. */
  modal?: boolean
  size?: 'sm' | 'md' | 'lg'
}

/**
 * A form is ready to type in. Anything else takes the focus itself, so that its title and text are read out and no
 * button lies under a hasty Enter. A finger gets no keyboard that it did not ask for.
 */
function useFirstFocus() {
  const popup = useRef<HTMLDivElement>(null)
  const focus = (openedBy: string) => {
    const first = popup.current?.querySelector<HTMLElement>(
      '[data-dialog-body] :is(a, button, input, select, textarea)',
    )
    return openedBy !== 'touch' && first?.matches('input, select, textarea') ? first : popup.current
  }
  return { popup, focus }
}

const veil = 'fixed inset-0 z-40 bg-veil soften data-starting-style:opacity-0 data-ending-style:opacity-0'
const widths = { sm: 'md:w-100', md: 'md:w-130', lg: 'md:w-190' }

function Head({ title, description }: Pick<DialogProps, 'title' | 'description'>) {
  const { t } = useTranslation('ui')
  return (
    <header className="flex items-start justify-between gap-4 px-5 pt-5 pb-3 md:px-6">
      <div className="grid gap-1">
        <Base.Title className="display text-lg">{title}</Base.Title>
        {description && <Base.Description className="text-sm text-quiet">{description}</Base.Description>}
      </div>
      <Base.Close
        render={<IconButton label={t('close')} icon={<X aria-hidden="true" />} size="sm" className="-me-2 -mt-1" />}
      />
    </header>
  )
}

function Foot({ children }: { children: ReactNode }) {
  if (!children) return null
  return (
    <footer className="flex flex-wrap justify-end gap-2 border-t border-line px-5 py-4 max-md:flex-col-reverse md:px-6">
      {children}
    </footer>
  )
}

/** A question or a short form over the page. On a phone it rises from the thumb's end of the screen. */
export function Dialog({
  title,
  description,
  children,
  actions,
  trigger,
  open,
  onOpenChange,
  initialFocus,
  modal = false,
  size = 'sm',
}: DialogProps) {
  const { popup, focus } = useFirstFocus()
  return (
    <Base.Root open={open} onOpenChange={onOpenChange} disablePointerDismissal={modal}>
      {trigger && <Base.Trigger render={trigger} />}
      <Base.Portal>
        <Base.Backdrop className={veil} />
        <Base.Popup
          ref={popup}
          initialFocus={initialFocus ?? focus}
          className={cn(
            'fixed z-40 flex max-h-[92dvh] flex-col rounded-lg bg-raised text-ink shadow-lift outline-none soften',
            'inset-x-0 bottom-0 max-md:rounded-b-none data-starting-style:translate-y-4 data-starting-style:opacity-0 data-ending-style:translate-y-4 data-ending-style:opacity-0',
            'md:inset-x-auto md:bottom-auto md:start-1/2 md:top-[14dvh] md:max-h-[76dvh] md:-translate-x-1/2 rtl:md:translate-x-1/2',
            widths[size],
          )}
        >
          <Head title={title} description={description} />
          {children && (
            <div data-dialog-body className="overflow-y-auto px-5 pt-1 pb-5 md:px-6">
              {children}
            </div>
          )}
          <Foot>{actions}</Foot>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}

/** Closes the dialog or panel that it stands in: `<DialogClose render={<Button>Keep it</Button>} />`. */
export const DialogClose = Base.Close

/** Details beside the list they belong to, without losing one's place. The whole screen on a phone. */
export function SidePanel({
  title,
  description,
  children,
  actions,
  trigger,
  open,
  onOpenChange,
  initialFocus,
  modal = false,
  size = 'md',
}: DialogProps) {
  const { popup, focus } = useFirstFocus()
  return (
    <Base.Root open={open} onOpenChange={onOpenChange} disablePointerDismissal={modal}>
      {trigger && <Base.Trigger render={trigger} />}
      <Base.Portal>
        <Base.Backdrop className={veil} />
        <Base.Popup
          ref={popup}
          initialFocus={initialFocus ?? focus}
          className={cn(
            'fixed inset-y-0 end-0 z-40 flex w-full flex-col bg-raised text-ink shadow-lift outline-none soften md:max-w-[94vw]',
            'data-starting-style:translate-x-6 data-starting-style:opacity-0 data-ending-style:translate-x-6 data-ending-style:opacity-0',
            widths[size],
          )}
        >
          <Head title={title} description={description} />
          <div data-dialog-body className="grow overflow-y-auto px-5 pt-1 pb-8 md:px-6">
            {children}
          </div>
          <Foot>{actions}</Foot>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}
