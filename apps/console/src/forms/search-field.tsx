import { TextField } from '@tessera/ui/text-field'
import { Search } from 'lucide-react'
import { useEffect, useState } from 'react'

type Props = { label: string; value: string; onSearch: (text: string) => void; className?: string }

/** Asks when typing pauses, so that an address and a request belong to a word rather than to a letter. */
export function SearchField({ label, value, onSearch, className }: Props) {
  const [typed, setTyped] = useState(value)
  useEffect(() => setTyped(value), [value])
  useEffect(() => {
    if (typed === value) return
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
      onValueChange={setTyped}
      className={className}
    />
  )
}
