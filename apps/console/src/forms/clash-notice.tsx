import { Button } from '@tessera/ui/button'
import { Notice } from '@tessera/ui/notice'
import { useTranslation } from 'react-i18next'
import type { FlatDraft } from './flat-draft.ts'

type Props = {
  conflicts: readonly string[]
  mine: FlatDraft
  theirs: FlatDraft
  nameOf: (key: string) => string
  onMine: (key: string) => void
  onTheirs: (key: string) => void
}

/** Two people wrote into the same field: both texts stand side by side until one is chosen. */
export function ClashNotice({ conflicts, mine, theirs, nameOf, onMine, onTheirs }: Props) {
  const { t } = useTranslation('console')
  const box = 'grid content-between gap-2 rounded-md bg-raised p-3'
  return (
    <Notice tone="warning" title={t('clash.title', { count: conflicts.length })} live>
      <p>{t('clash.text')}</p>
      <ul className="grid gap-4 pt-1">
        {conflicts.map(key => (
          <li key={key} className="grid gap-1.5">
            <p className="font-medium">{nameOf(key)}</p>
            <div className="grid gap-2 md:grid-cols-2">
              <div className={box}>
                <p className="whitespace-pre-wrap">{mine[key] || t('clash.empty')}</p>
                <Button size="sm" onClick={() => onMine(key)}>
                  {t('clash.mine')}
                </Button>
              </div>
              <div className={box}>
                <p className="whitespace-pre-wrap">{theirs[key] || t('clash.empty')}</p>
                <Button size="sm" onClick={() => onTheirs(key)}>
                  {t('clash.theirs')}
                </Button>
              </div>
            </div>
          </li>
        ))}
      </ul>
    </Notice>
  )
}
