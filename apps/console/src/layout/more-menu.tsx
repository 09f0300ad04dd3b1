import { IconButton } from '@tessera/ui/button'
import { Menu, type MenuEntry } from '@tessera/ui/menu'
import { Ellipsis } from 'lucide-react'

type Props = {
  /** Says of what, where a page has several: "More for Early bird". */
  label: string
  entries: readonly MenuEntry[]
  /** Beside the buttons at the head of a page rather than in a line of a list. */
  ofPage?: boolean
}

/** The three dots: what does not deserve a button of its own. */
export function MoreMenu({ label, entries, ofPage = false }: Props) {
  const look = ofPage ? { variant: 'secondary' as const } : { size: 'sm' as const }
  return (
    <Menu
      trigger={<IconButton {...look} label={label} icon={<Ellipsis aria-hidden="true" className="size-4!" />} />}
      entries={entries}
    />
  )
}
