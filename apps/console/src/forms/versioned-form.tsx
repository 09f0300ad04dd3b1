import type { ReactNode } from 'react'
import { ClashNotice } from './clash-notice.tsx'
import { ProblemNotice } from './problem-notice.tsx'
import { SaveBar } from './save-bar.tsx'
import type { useVersionedDraft } from './use-versioned-draft.ts'

type Props = {
  form: ReturnType<typeof useVersionedDraft>
  editable: boolean
  /** What a field is called, for telling people which one two of them changed. */
  nameOf: (key: string) => string
  children: ReactNode
}

/** A page's form over something that several people edit: what went wrong above, the bar that saves it below. */
export function VersionedForm({ form, editable, nameOf, children }: Props) {
  return (
    <fieldset disabled={!editable} className="grid min-w-0 grid-cols-1 gap-5">
      <ProblemNotice error={form.error} />
      <ClashNotice form={form} nameOf={nameOf} />
      {children}
      <SaveBar
        count={form.keys.length}
        pending={form.isSaving}
        disabled={form.clash !== null}
        onSave={form.save}
        onDiscard={form.discard}
      />
    </fieldset>
  )
}
