import type { ReactNode } from 'react'
import { ProblemNotice } from './problem-notice.tsx'

type Props = { error: unknown; onSubmit: () => void; children: ReactNode; className: string }

/** A form that stands in a page: why it was refused first, then its fields and its button. Enter sends it. */
export function PageForm({ error, onSubmit, children, className }: Props) {
  return (
    <form
      className={className}
      noValidate
      onSubmit={event => {
        event.preventDefault()
        onSubmit()
      }}
    >
      <ProblemNotice error={error} />
      {children}
    </form>
  )
}
