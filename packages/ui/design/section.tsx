import type { ReactNode } from 'react'

export function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="grid gap-5 [&>*]:min-w-0">
      <h2 className="display border-b border-line pb-2 text-lg">{title}</h2>
      {children}
    </section>
  )
}
