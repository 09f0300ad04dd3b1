import { createFileRoute } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { redeemMagicLink } from '../api/account.ts'
import { RedeemPage } from '../entry/redeem-page.tsx'

export const Route = createFileRoute('/magic-link')({
  validateSearch: (search: Record<string, unknown>): { return_path?: string } =>
    typeof search.return_path === 'string' ? { return_path: search.return_path } : {},
  component: MagicLinkPage,
})

function MagicLinkPage() {
  const { t } = useTranslation('console')
  const { return_path: wanted } = Route.useSearch()
  return (
    <RedeemPage
      title={t('entry.magic_title')}
      below={t('entry.magic_below')}
      action={t('entry.sign_in')}
      redeem={redeemMagicLink}
      returnPath={wanted?.replace(/^\/console/, '')}
    />
  )
}
