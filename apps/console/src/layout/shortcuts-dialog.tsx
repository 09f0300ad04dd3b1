import { Dialog } from '@tessera/ui/dialog'
import { useTranslation } from 'react-i18next'
import { commandKey } from './command-key-name.ts'

const SHORTCUTS = [
  { id: 'search', keys: [commandKey, 'K'] },
  { id: 'help', keys: ['?'] },
  { id: 'close', keys: ['Esc'] },
  { id: 'messages', keys: ['F6'] },
  { id: 'within', keys: ['↑', '↓'] },
  { id: 'next', keys: ['Tab'] },
] as const

/** What the keyboard does here. Opened by its own key, and from the command palette for those who do not know that key. */
export default function ShortcutsDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('console')
  return (
    <Dialog open size="md" onOpenChange={open => !open && onClose()} title={t('shortcut.title')}>
      <dl className="divide-y divide-line">
        {SHORTCUTS.map(({ id, keys }) => (
          <div key={id} className="flex items-center justify-between gap-4 py-2">
            <dt>{t(`shortcut.${id}`)}</dt>
            <dd className="flex gap-1">
              {keys.map(key => (
                <kbd
                  key={key}
                  className="min-w-7 rounded-sm border border-line bg-mist px-1.5 py-0.5 text-center font-sans text-xs"
                >
                  {key}
                </kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  )
}
