import { useMutation, useQuery } from '@tanstack/react-query'
import { createFileRoute } from '@tanstack/react-router'
import { Button } from '@tessera/ui/button'
import { DateTime } from '@tessera/ui/date-time'
import { SkeletonText } from '@tessera/ui/skeleton'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { chooseOrganizer } from '../active-organizer.ts'
import { acceptInvitation, accountQuery, getInvitation } from '../api/account.ts'
import { useEntered } from '../entry/entered.ts'
import { EntryPage } from '../entry/entry-page.tsx'
import { takeToken } from '../entry/token.ts'
import { ProblemNotice } from '../forms/problem-notice.tsx'
import { LinkButton } from '../link-button.tsx'

export const Route = createFileRoute('/invitations')({ component: InvitationPage })

const KEPT = 'tessera.invitation'

/** The token stands in the fragment, where no server's log sees it; it is kept while the invited person signs in. */
function rememberedToken(): string {
  const token = takeToken()
  if (token) sessionStorage.setItem(KEPT, token)
  return token ?? sessionStorage.getItem(KEPT) ?? ''
}

function InvitationPage() {
  const { t } = useTranslation('console')
  const [token] = useState(rememberedToken)
  const entered = useEntered()
  const { data: account } = useQuery(accountQuery)
  const { data: invitation, error } = useQuery({
    queryKey: ['invitation', token],
    queryFn: () => getInvitation(token),
    retry: false,
  })
  const accept = useMutation({
    mutationFn: () => acceptInvitation(token),
    onSuccess: async joined => {
      sessionStorage.removeItem(KEPT)
      if (joined && 'id' in joined && typeof joined.id === 'string') chooseOrganizer(joined.id)
      await entered('/')
    },
  })
  if (error || !invitation) {
    return (
      <EntryPage title={t('entry.invitation')}>
        {error ? <ProblemNotice error={error} /> : <SkeletonText lines={3} />}
      </EntryPage>
    )
  }
  const role = t(`role.${invitation.role}.name`)
  return (
    <EntryPage
      title={t('entry.invitation_to', { organizer: invitation.organizer.name })}
      below={t('entry.invitation_below', { role, email: invitation.email })}
      foot={
        <p className="text-sm">
          {t('entry.invitation_until')} <DateTime at={invitation.expires_at} zone={zone} format="short" />
        </p>
      }
    >
      <p className="rounded-md bg-mist px-4 py-3">{t(`role.${invitation.role}.about`)}</p>
      <ProblemNotice error={accept.error} />
      {account ? (
        <Button variant="primary" block pending={accept.isPending} onClick={() => accept.mutate()}>
          {t('entry.invitation_accept')}
        </Button>
      ) : (
        <div className="grid gap-2">
          <LinkButton to="/sign-in" search={{ return: '/invitations' }} variant="primary" block>
            {t('entry.invitation_sign_in')}
          </LinkButton>
          <LinkButton to="/sign-up" block>
            {t('entry.sign_up')}
          </LinkButton>
        </div>
      )}
    </EntryPage>
  )
}

const zone = new Intl.DateTimeFormat().resolvedOptions().timeZone
