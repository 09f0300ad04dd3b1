import { useQuery } from '@tanstack/react-query'
import { Notice } from '@tessera/ui/notice'
import { useTranslation } from 'react-i18next'
import { gatewayAccountsQuery } from '../api/payments.ts'
import { LinkButton } from '../link-button.tsx'
import { useMay, useOrganizer } from '../session.ts'

/** Tickets that cost something cannot be bought while no account takes the money: said before it surprises anybody. */
export function PayNotice({ costs }: { costs: boolean }) {
  const { t } = useTranslation('console')
  const organizer = useOrganizer()
  const may = useMay()
  const { data: accounts } = useQuery({
    ...gatewayAccountsQuery(organizer.id),
    enabled: costs && may('payments.edit'),
  })
  if (!costs || !accounts || accounts.data.some(account => account.enabled)) return null
  return (
    <Notice
      tone="warning"
      title={t('payments.missing')}
      actions={<LinkButton to="/payments">{t('payments.missing_do')}</LinkButton>}
    >
      {t('payments.missing_text')}
    </Notice>
  )
}
