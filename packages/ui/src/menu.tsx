import { Menu as Base } from '@base-ui/react/menu'
import { Check } from 'lucide-react'
import { Fragment, type ReactElement, type ReactNode } from 'react'
import { cn } from './cn.ts'
import { popupLineStyle, popupStyle } from './popup-style.ts'

type MenuAction = {
  id: string
  label: ReactNode
  icon?: ReactNode
  onSelect?: () => void
  /** Goes to an address. For a router link give the link itself: `link: <Link to="/team" />`. */
  href?: string
  link?: ReactElement
  /** The current one of several. */
  checked?: boolean
  danger?: boolean
  disabled?: boolean
}

export type MenuEntry = MenuAction | { id: string; separator: true; label?: string }

export type MenuProps = {
  /** A Button or IconButton. */
  trigger: ReactElement
  entries: readonly MenuEntry[]
  align?: 'start' | 'center' | 'end'
  side?: 'bottom' | 'top' | 'inline-end'
}

function MenuLine({ entry }: { entry: MenuAction }) {
  const line = {
    className: cn(popupLineStyle, entry.danger && 'text-danger-text [&_svg]:text-danger-text'),
    onClick: entry.onSelect,
    'aria-current': entry.checked || undefined,
    children: (
      <>
        {entry.icon}
        <span className="grow">{entry.label}</span>
        {entry.checked && <Check aria-hidden="true" />}
      </>
    ),
  }
  if (entry.href || entry.link) return <Base.LinkItem href={entry.href} render={entry.link} closeOnClick {...line} />
  return <Base.Item disabled={entry.disabled} {...line} />
}

/** Actions that do not deserve a button each. */
export function Menu({ trigger, entries, align = 'end', side = 'bottom' }: MenuProps) {
  return (
    <Base.Root>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner align={align} side={side} sideOffset={6} collisionPadding={8} className="z-50 outline-none">
          <Base.Popup className={cn(popupStyle, 'min-w-48')}>
            {entries.map(entry =>
              'separator' in entry ? (
                <Fragment key={entry.id}>
                  <Base.Separator className="mx-1 my-1 h-px bg-line" />
                  {entry.label && (
                    <div className="px-2.5 pt-1.5 pb-1 text-xs font-medium text-quiet">{entry.label}</div>
                  )}
                </Fragment>
              ) : (
                <MenuLine key={entry.id} entry={entry} />
              ),
            )}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}
