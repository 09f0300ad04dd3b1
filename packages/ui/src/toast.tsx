import { Toast as Base } from '@base-ui/react/toast'
import { CircleAlert, CircleCheck, Undo2, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Button, IconButton } from './button.tsx'

export type ToastMessage = {
  title: string
  description?: string
  tone?: 'success' | 'danger'
  /** Puts back what was just done. The toast then stays 10 seconds, and as long as pointer or focus is on it. */
  undo?: () => void
}

/** `const toast = useToast(); toast({ title: t('saved'), undo: () => … })`. Errors belong into the page, as a Notice. */
export function useToast(): (message: ToastMessage) => void {
  const { add, close } = Base.useToastManager()
  const { t } = useTranslation('ui')
  return ({ title, description, tone = 'success', undo }) => {
    const id = add({
      title,
      description,
      type: tone,
      priority: tone === 'danger' ? 'high' : 'low',
      timeout: undo || tone === 'danger' ? 10_000 : 5_000,
      actionProps: undo && {
        children: t('toast.undo'),
        onClick: () => {
          undo()
          close(id)
        },
      },
    })
  }
}

function Toasts() {
  const { t } = useTranslation('ui')
  const { toasts } = Base.useToastManager()
  return toasts.map(toast => (
    <Base.Root
      key={toast.id}
      toast={toast}
      className="mt-2 w-full rounded-lg md:w-auto md:self-end bg-ink text-paper shadow-lift soften data-ending-style:opacity-0 data-starting-style:translate-y-3 data-starting-style:opacity-0"
    >
      <Base.Content className="flex items-center gap-3 py-2 ps-4 pe-2 text-sm">
        {toast.type === 'danger' ? (
          <CircleAlert className="size-5 shrink-0" aria-hidden="true" />
        ) : (
          <CircleCheck className="size-5 shrink-0" aria-hidden="true" />
        )}
        <div className="grid grow py-1">
          <Base.Title className="font-medium" />
          <Base.Description className="opacity-80" />
        </div>
        {toast.actionProps && (
          <Base.Action
            render={
              <Button
                size="sm"
                variant="quiet"
                icon={<Undo2 aria-hidden="true" />}
                className="border-paper/40 text-paper not-disabled:hover:bg-paper/15"
              />
            }
          />
        )}
        <Base.Close
          aria-label={t('close')}
          render={
            <IconButton
              size="sm"
              label={t('close')}
              icon={<X aria-hidden="true" />}
              className="text-paper not-disabled:hover:bg-paper/15"
            />
          }
        />
      </Base.Content>
    </Base.Root>
  ))
}

/** Once, around an app. F6 moves to the messages. */
export function ToastProvider({ children }: { children: ReactNode }) {
  return (
    <Base.Provider limit={3}>
      {children}
      <Base.Portal>
        <Base.Viewport className="no-print fixed inset-x-3 bottom-3 z-50 flex flex-col outline-none md:inset-x-auto md:end-6 md:bottom-6 md:w-100">
          <Toasts />
        </Base.Viewport>
      </Base.Portal>
    </Base.Provider>
  )
}
