import { Button } from '@tessera/ui/button'
import { TextField } from '@tessera/ui/text-field'
import { Search } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'

/** Long enough to finish a word, short enough to feel at once. */
const PAUSE_MS = 350

/** Searches while one types; the address follows, and the other way round. */
export function SearchBox({ value, onSearch }: { value: string; onSearch: (words: string) => void }) {
  const { t } = useTranslation('storefront')
  const [typed, setTyped] = useState(value)
  const sent = useRef(value)
  const send = (words: string) => {
    sent.current = words.trim()
    onSearch(sent.current)
  }
  useEffect(() => {
    if (value === sent.current) return
    sent.current = value
    setTyped(value)
  }, [value])
  const search = useRef(send)
  useEffect(() => {
    search.current = send
  })
  useEffect(() => {
    const isNew = typed.trim() !== sent.current
    const timer = isNew ? setTimeout(() => search.current(typed), PAUSE_MS) : undefined
    return () => clearTimeout(timer)
  }, [typed])
  return (
    <search>
      <form
        className="flex gap-2"
        onSubmit={event => {
          event.preventDefault()
          send(typed)
        }}
      >
        <TextField
          label={t('discover.search_label')}
          hideLabel
          type="search"
          enterKeyHint="search"
          autoComplete="off"
          placeholder={t('discover.search_placeholder')}
          before={<Search aria-hidden="true" />}
          value={typed}
          onValueChange={setTyped}
          className="grow"
          boxClassName="[&_input]:min-h-[52px]"
        />
        <Button type="submit" variant="primary" size="lg" className="max-sm:sr-only">
          {t('discover.search')}
        </Button>
      </form>
    </search>
  )
}
