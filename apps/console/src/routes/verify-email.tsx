import { createFileRoute } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { verifyEmail } from '../api/account.ts'
import { RedeemPage } from '../entry/redeem-page.tsx'

export const Route = createFileRoute('/verify-email')({ component: VerifyEmailPage })

function VerifyEmailPage() {
  const { t } = useTranslation('console')
  return (
    <RedeemPage
      title={t('entry.verify_title')}
      below={t('entry.verify_below')}
      action={t('entry.verify_action')}
      redeem={verifyEmail}
    />
  )
}
