import { Tabs as Base } from '@base-ui/react/tabs'
import type { ReactNode } from 'react'
import { cn } from './cn.ts'

export type Tab = { id: string; label: ReactNode; count?: number; panel: ReactNode; disabled?: boolean }

export type TabsProps = {
  /** What the tabs choose between. */
  label: string
  tabs: readonly Tab[]
  value?: string
  defaultValue?: string
  onValueChange?: (id: string) => void
  className?: string
}

const tabStyle =
  'relative flex min-h-11 items-center gap-2 rounded-sm px-1 text-sm font-medium whitespace-nowrap text-quiet hover:text-ink disabled:opacity-45 aria-selected:text-ink aria-[current=page]:text-ink'
const lineStyle = 'after:absolute after:inset-x-0 after:-bottom-px after:h-0.5 after:bg-transparent'

/** Views of one thing, one at a time. When each has an address, use TabLinks. */
export function Tabs({ label, tabs, value, defaultValue, onValueChange, className }: TabsProps) {
  return (
    <Base.Root
      value={value}
      defaultValue={defaultValue ?? tabs[0]?.id}
      onValueChange={next => onValueChange?.(String(next))}
      className={className}
    >
      <Base.List aria-label={label} className="flex gap-5 overflow-x-auto border-b border-line">
        {tabs.map(tab => (
          <Base.Tab
            key={tab.id}
            value={tab.id}
            disabled={tab.disabled}
            className={cn(tabStyle, lineStyle, 'aria-selected:after:bg-accent-text')}
          >
            {tab.label}
            {tab.count !== undefined && <span className="figures text-xs text-quiet">{tab.count}</span>}
          </Base.Tab>
        ))}
      </Base.List>
      {tabs.map(tab => (
        <Base.Panel key={tab.id} value={tab.id} className="pt-5">
          {tab.panel}
        </Base.Panel>
      ))}
    </Base.Root>
  )
}

/** The same look for router links: `<TabLinks label="…"><Link to="…" className={tabLinkStyle}>…</Link></TabLinks>`. */
export function TabLinks({ label, children, className }: { label: string; children: ReactNode; className?: string }) {
  return (
    <nav aria-label={label} className={cn('flex gap-5 overflow-x-auto border-b border-line', className)}>
      {children}
    </nav>
  )
}

export const tabLinkStyle = cn(tabStyle, lineStyle, 'aria-[current=page]:after:bg-accent-text')
