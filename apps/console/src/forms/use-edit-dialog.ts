import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useWrong } from './problem-notice.tsx'
import { useGuardedClose } from './use-guarded-close.ts'
import { useNewest } from './use-newest.tsx'

type Edit<T> = {
  /** What is changed; null makes a new one. */
  opened: T | null
  /** Reads all of them anew, after somebody else has saved. */
  reload: () => Promise<readonly T[]>
  /** Everything that the form asks, as it stands now. */
  typed: unknown
  save: (onto: T | null) => Promise<unknown>
  onSaved: () => void
  onClose: () => void
}

/**
 * For a FormDialog over something that others may change too: closing asks when something was typed, and a save that
 * came too late goes onto what is there now. `<FormDialog {...edit.dialog} title=…>`, `error={edit.wrong('name')}`.
 */
export function useEditDialog<T extends { id: string }>({ opened, reload, typed, save, onSaved, onClose }: Edit<T>) {
  const now = JSON.stringify(typed)
  const [first] = useState(now)
  const onDismiss = useGuardedClose(onClose, now !== first)
  const newest = useNewest(opened, reload)
  const saving = useMutation({
    mutationFn: () => save(newest.onto),
    onSuccess: () => {
      onSaved()
      onClose()
    },
    onError: newest.catchUp,
  })
  const wrong = useWrong(saving.error)
  return { wrong, dialog: { save: saving, overtaken: newest.overtaken, onClose, onDismiss } }
}
