import { Autocomplete } from '@base-ui/react/autocomplete'
import { Dialog } from '@base-ui/react/dialog'
import { CornerDownLeft, Search } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { popupLineStyle } from './popup-style.ts'

export type Command = {
  id: string
  label: string
  /** Further words that find it. */
  keywords?: string
  hint?: string
  icon?: ReactNode
  run: () => void
}

export type CommandGroup = { label: string; commands: readonly Command[] }

export type CommandPaletteProps = {
  open: boolean
  onOpenChange: (open: boolean) => void
  groups: readonly CommandGroup[]
  /** For results that a server finds; pass them in as a group. */
  onSearch?: (text: string) => void
}

/** Everything within reach of the keyboard: type, choose, Enter. */
export function CommandPalette({ open, onOpenChange, groups, onSearch }: CommandPaletteProps) {
  const { t } = useTranslation('ui')
  const items = groups
    .filter(group => group.commands.length > 0)
    .map(group => ({ value: group.label, items: group.commands }))
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-veil soften data-starting-style:opacity-0 data-ending-style:opacity-0" />
        <Dialog.Popup
          aria-label={t('palette.label')}
          className="fixed inset-x-3 top-3 z-40 mx-auto flex max-h-[80dvh] max-w-xl flex-col overflow-hidden rounded-lg bg-raised text-ink shadow-lift outline-none soften data-starting-style:-translate-y-2 data-starting-style:opacity-0 data-ending-style:opacity-0 md:top-[12dvh] md:max-h-[60dvh]"
        >
          <Autocomplete.Root
            open
            inline
            items={items}
            autoHighlight="always"
            keepHighlight
            itemToStringValue={(command: Command) => `${command.label} ${command.keywords ?? ''} ${command.hint ?? ''}`}
            onValueChange={onSearch}
          >
            <div className="relative flex items-center border-b border-line">
              <Search className="pointer-events-none absolute start-4 size-5 text-quiet" aria-hidden="true" />
              <Autocomplete.Input
                aria-label={t('palette.label')}
                placeholder={t('palette.placeholder')}
                className="h-14 w-full bg-transparent ps-12 pe-4 text-base outline-none placeholder:text-quiet"
              />
            </div>
            <Dialog.Close className="sr-only">{t('close')}</Dialog.Close>
            <Autocomplete.Empty>
              <div className="px-4 py-6 text-center text-sm text-quiet">{t('palette.none')}</div>
            </Autocomplete.Empty>
            <Autocomplete.List className="overflow-y-auto p-2 empty:p-0">
              {(group: FoundGroup) => <Found key={group.value} group={group} onChosen={() => onOpenChange(false)} />}
            </Autocomplete.List>
          </Autocomplete.Root>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

/** As the list wants its groups. */
type FoundGroup = { value: string; items: readonly Command[] }

/** What was found of one group, under its name. */
function Found({ group, onChosen }: { group: FoundGroup; onChosen: () => void }) {
  return (
    <Autocomplete.Group items={group.items} className="pb-2 last:pb-0">
      <Autocomplete.GroupLabel className="px-2.5 py-1.5 text-xs font-medium text-quiet">
        {group.value}
      </Autocomplete.GroupLabel>
      <Autocomplete.Collection>
        {(command: Command) => (
          <Autocomplete.Item
            key={command.id}
            value={command}
            onClick={() => {
              onChosen()
              command.run()
            }}
            className={`group ${popupLineStyle}`}
          >
            {command.icon}
            <span className="grow truncate">{command.label}</span>
            {command.hint && <span className="truncate text-xs text-quiet">{command.hint}</span>}
            <CornerDownLeft className="opacity-0 group-data-highlighted:opacity-100" aria-hidden="true" />
          </Autocomplete.Item>
        )}
      </Autocomplete.Collection>
    </Autocomplete.Group>
  )
}
