import { createFileRoute } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { redeemMagicLink } from '../api/account.ts'
import { RedeemPage } from '../entry/redeem-page.tsx'

export const Route = createFileRoute('/magic-link')({ component: MagicLinkPage })

function MagicLinkPage() {
  const { t } = useTranslation('console')
  return (
    <RedeemPage
      title={t('entry.magic_title')}
      below={t('entry.magic_below')}
      action={t('entry.sign_in')}
      redeem={redeemMagicLink}
    />
  )
}
