import { useSuspenseQuery } from '@tanstack/react-query'
import { createFileRoute, Link, notFound } from '@tanstack/react-router'
import { LinkButton } from '@tessera/ui/button'
import { DateTime } from '@tessera/ui/date-time'
import { PageTitle } from '@tessera/ui/page-title'
import { Paperclip } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { isMissing } from '../api/answer.ts'
import { attachmentUrl, mailQuery } from '../api/mailbox.ts'

export const Route = createFileRoute('/mailbox/$mail')({
  component: MailPage,
  loader: async ({ context, params }) => {
    try {
      await context.queryClient.ensureQueryData(mailQuery(params.mail))
    } catch (error) {
      if (isMissing(error)) throw notFound()
      throw error
    }
  },
})

const zone = Intl.DateTimeFormat().resolvedOptions().timeZone

function MailPage() {
  const { t } = useTranslation('storefront')
  const { mail: id } = Route.useParams()
  const { data: mail } = useSuspenseQuery(mailQuery(id))
  return (
    <div className="mx-auto grid max-w-4xl gap-6 px-4 py-8 md:px-8 md:py-12">
      <PageTitle
        above={
          <Link to="/mailbox" className="inline-flex min-h-11 items-center hover:underline">
            {t('mailbox.title')}
          </Link>
        }
      >
        {mail.subject}
      </PageTitle>
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 text-sm">
        <dt className="text-quiet">{t('mailbox.from')}</dt>
        <dd className="[overflow-wrap:anywhere]">{mail.from}</dd>
        <dt className="text-quiet">{t('mailbox.to')}</dt>
        <dd className="[overflow-wrap:anywhere]">{mail.recipient}</dd>
        <dt className="text-quiet">{t('mailbox.at')}</dt>
        <dd>
          <DateTime at={mail.received_at} zone={zone} format="short" />
        </dd>
      </dl>
      {mail.attachments.length > 0 && (
        <ul aria-label={t('mailbox.attachments')} className="flex flex-wrap gap-2">
          {mail.attachments.map(file => (
            <li key={file.index}>
              <LinkButton
                href={attachmentUrl(mail.id, file.index)}
                download={file.filename}
                icon={<Paperclip aria-hidden="true" />}
              >
                {file.filename}
              </LinkButton>
            </li>
          ))}
        </ul>
      )}
      {mail.html ? (
        // Its links may open this site's pages; it runs no script and reads nothing of ours.
        <iframe
          title={mail.subject}
          srcDoc={withTarget(mail.html)}
          sandbox="allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation"
          className="min-h-[70vh] w-full rounded-lg border border-line bg-white"
        />
      ) : (
        <pre className="rounded-lg border border-line bg-raised p-4 font-sans whitespace-pre-wrap">{mail.text}</pre>
      )}
    </div>
  )
}

/** Links of the mail lead out of its frame. */
function withTarget(html: string): string {
  const base = '<base target="_top">'
  return /<head[^>]*>/i.test(html) ? html.replace(/<head[^>]*>/i, head => head + base) : base + html
}
