import { useQuery } from '@tanstack/react-query'
import { createFileRoute, Link } from '@tanstack/react-router'
import { Button } from '@tessera/ui/button'
import { DateTime } from '@tessera/ui/date-time'
import { EmptyState } from '@tessera/ui/empty-state'
import { PageTitle } from '@tessera/ui/page-title'
import { SkeletonText } from '@tessera/ui/skeleton'
import { TextField } from '@tessera/ui/text-field'
import { Search } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { mailsQuery } from '../api/mailbox.ts'
import { FailureNotice } from '../text/failure-notice.tsx'

export const Route = createFileRoute('/mailbox/')({ component: MailboxPage })

const PAGE = 30
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone

/** The demo sends no mails to the world: they arrive here, for everybody to read. */
function MailboxPage() {
  const { t } = useTranslation('storefront')
  const [words, setWords] = useState('')
  const [most, setMost] = useState(PAGE)
  const mails = useQuery(mailsQuery(''))
  const wanted = words.trim().toLowerCase()
  const shown = mails.data?.data.filter(mail => `${mail.recipient} ${mail.subject}`.toLowerCase().includes(wanted))
  return (
    <div className="mx-auto grid max-w-4xl gap-6 px-4 py-8 md:px-8 md:py-12">
      <PageTitle below={t('mailbox.below')}>{t('mailbox.title')}</PageTitle>
      <TextField
        label={t('mailbox.search')}
        hideLabel
        type="search"
        placeholder={t('mailbox.search')}
        before={<Search aria-hidden="true" />}
        value={words}
        onValueChange={setWords}
      />
      {mails.isPending && <SkeletonText lines={6} />}
      <FailureNotice error={mails.error} />
      {shown?.length === 0 && <EmptyState title={t('mailbox.empty')}>{t('mailbox.empty_text')}</EmptyState>}
      {shown && shown.length > 0 && (
        <ul className="divide-y divide-line rounded-lg border border-line bg-raised">
          {shown.slice(0, most).map(mail => (
            <li key={mail.id}>
              <Link
                to="/mailbox/$mail"
                params={{ mail: mail.id }}
                className="grid gap-x-4 gap-y-0.5 px-4 py-3 hover:bg-mist sm:grid-cols-[14rem_1fr_auto] sm:items-center"
              >
                <span className="truncate text-sm text-quiet">{mail.recipient}</span>
                <span className="font-medium">{mail.subject}</span>
                <DateTime at={mail.received_at} zone={zone} format="short" className="text-sm text-quiet" />
              </Link>
            </li>
          ))}
        </ul>
      )}
      {shown && shown.length > most && (
        <Button className="justify-self-center" onClick={() => setMost(count => count + PAGE)}>
          {t('discover.more')}
        </Button>
      )}
    </div>
  )
}
