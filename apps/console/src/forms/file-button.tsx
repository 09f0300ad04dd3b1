import { type ReactNode, useId } from 'react'

type Props = { label: string; icon: ReactNode; accept: string; onFile: (file: File | null) => void }

/** Looks like a button and opens the device's own choice of files. */
export function FileButton({ label, icon, accept, onFile }: Props) {
  const id = useId()
  return (
    <label
      htmlFor={id}
      className="inline-flex min-h-(--control) cursor-pointer items-center gap-2 rounded-md border border-edge/60 bg-raised px-4 font-medium hover:border-edge hover:bg-mist has-focus-visible:outline-2 has-focus-visible:outline-offset-2"
    >
      {icon}
      {label}
      <input
        id={id}
        type="file"
        accept={accept}
        className="sr-only"
        onChange={event => onFile(event.target.files?.[0] ?? null)}
      />
    </label>
  )
}
