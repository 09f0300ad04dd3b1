import { TextField } from '@tessera/ui/text-field'
import { Search } from 'lucide-react'
import { useEffect, useState } from 'react'

type Props = { label: string; value: string; onSearch: (text: string) => void; className?: string }

/** Asks when typing pauses, so that an address and a request belong to a word rather than to a letter. */
export function SearchField({ label, value, onSearch, className }: Props) {
  const [draft, setDraft] = useState({ text: value, of: value })
  // A search that changes from outside, by a cleared filter, replaces what was typed before.
  const typed = draft.of === value ? draft.text : value
  useEffect(() => {
    if (typed === value) return undefined
    const timer = setTimeout(() => onSearch(typed), 250)
    return () => clearTimeout(timer)
  })
  return (
    <TextField
      label={label}
      hideLabel
      type="search"
      placeholder={label}
      before={<Search aria-hidden="true" />}
      value={typed}
      onValueChange={text => setDraft({ text, of: value })}
      className={className}
    />
  )
}
