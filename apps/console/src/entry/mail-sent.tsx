import { useQuery } from '@tanstack/react-query'
import { Notice } from '@tessera/ui/notice'
import { useTranslation } from 'react-i18next'
import { systemQuery } from '../api/system.ts'

/** The same words whether the address is known or not. A demo shows where its mails land. */
export function MailSent({ email }: { email: string }) {
  const { t } = useTranslation('console')
  const { data: system } = useQuery(systemQuery)
  return (
    <Notice tone="success" title={t('entry.mail_sent', { email })} live>
      <p>{t('entry.mail_sent_hint')}</p>
      {system?.mailbox && (
        <p>
          <a className="underline underline-offset-2" href="/mailbox" target="_blank" rel="noreferrer">
            {t('entry.mailbox')}
          </a>
        </p>
      )}
    </Notice>
  )
}
