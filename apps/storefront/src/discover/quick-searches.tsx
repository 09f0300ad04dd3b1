import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { whens } from './event-search.ts'

const link =
  'inline-flex min-h-11 items-center font-medium underline decoration-edge decoration-1 underline-offset-4 hover:decoration-accent-text hover:text-accent-text'

/** What most people look for, in one tap. */
export function QuickSearches() {
  const { t } = useTranslation('storefront')
  return (
    <ul className="-mt-2 flex flex-wrap gap-x-5">
      {whens.map(when => (
        <li key={when}>
          <Link to="/" search={{ when }} className={link}>
            {t(`discover.when.${when}`)}
          </Link>
        </li>
      ))}
      <li>
        <Link to="/" search={{ free: true }} className={link}>
          {t('card.free')}
        </Link>
      </li>
    </ul>
  )
}
