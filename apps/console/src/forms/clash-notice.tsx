import { Button } from '@tessera/ui/button'
import { Notice } from '@tessera/ui/notice'
import { useTranslation } from 'react-i18next'
import type { FlatDraft } from './flat-draft.ts'
import type { Clash } from './use-versioned-draft.ts'

const same = (draft: FlatDraft) => draft

type Props = {
  /** What useVersionedDraft says of the form. */
  form: {
    draft: FlatDraft
    clash: Clash | null
    keepMine: (key: string) => void
    takeTheirs: (key: string) => void
  }
  nameOf: (key: string) => string
  /** A draft as people read it, where it holds more than texts. */
  shownOf?: (draft: FlatDraft) => FlatDraft
}

/** Two people wrote into the same field: both texts stand side by side until one is chosen. */
export function ClashNotice({ form: { draft, clash, keepMine, takeTheirs }, nameOf, shownOf = same }: Props) {
  const { t } = useTranslation('console')
  if (!clash) return null
  const mine = shownOf(draft)
  const theirs = shownOf(clash.theirDraft)
  const box = 'grid content-between gap-2 rounded-md bg-raised p-3'
  return (
    <Notice tone="warning" title={t('clash.title', { count: clash.conflicts.length })} live>
      <p>{t('clash.text')}</p>
      <ul className="grid gap-4 pt-1">
        {clash.conflicts.map(key => (
          <li key={key} className="grid gap-1.5">
            <p className="font-medium">{nameOf(key)}</p>
            <div className="grid gap-2 md:grid-cols-2">
              <div className={box}>
                <p className="whitespace-pre-wrap">{mine[key] || t('clash.empty')}</p>
                <Button size="sm" onClick={() => keepMine(key)}>
                  {t('clash.mine')}
                </Button>
              </div>
              <div className={box}>
                <p className="whitespace-pre-wrap">{theirs[key] || t('clash.empty')}</p>
                <Button size="sm" onClick={() => takeTheirs(key)}>
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
