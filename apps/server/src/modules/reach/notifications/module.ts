import { formatDay } from '@tessera/kernel/date-text'
import { newUuid } from '@tessera/kernel/ids'
import type { Db } from '../../../platform/db/db.ts'
import { type MailContent, renderText } from '../../../platform/mail/content.ts'
import { renderHtml } from '../../../platform/mail/layout.ts'
import { plain } from '../../../platform/mail/markup.ts'
import { subscriber } from '../../../platform/outbox/outbox.ts'
import type { AccountMails } from '../../people/identity/public.ts'
import { invitationCreated } from '../../people/organizers/public.ts'
import type { NotificationsDeps } from './deps.ts'
import { eventSubscribers } from './event-subscribers.ts'
import { keptMail, keptMails } from './mails.sql.ts'
import { onPaymentSuspicious } from './on-payment-suspicious.ts'
import { orderSubscribers } from './order-subscribers.ts'
import type { Mailbox, Notifications } from './public.ts'
import { sendLetter } from './send.ts'

export function createNotifications(deps: NotificationsDeps): Notifications {
  return {
    subscribers: [
      ...orderSubscribers(deps),
      ...eventSubscribers(deps),
      onPaymentSuspicious(deps),
      onInvitationCreated(deps),
    ],
  }
}

const INVITATION_ROLE_NAMES = 'organizers.roles'

function onInvitationCreated({ db, mailer, i18n, origin, organizers }: NotificationsDeps) {
  return subscriber(invitationCreated, 'mail-invitation', async event => {
    const [organizer, invitation] = [
      await organizers.get(event.organizerId),
      await organizers.invitationMail(event.organizerId, event.payload.invitationId),
    ]
    if (!organizer || !invitation) return
    const { locale, email, token, role, expiresAt } = invitation
    const roleName = i18n.has(`${INVITATION_ROLE_NAMES}.${role}`)
      ? i18n.t(locale, `${INVITATION_ROLE_NAMES}.${role}`)
      : role
    const until = formatDay(expiresAt, { locale, zone: organizer.timezone })
    const t = (key: string) =>
      i18n.t(locale, `notifications.team.invitation.${key}`, {
        inviter: invitation.inviterName ?? organizer.name,
        organizer: organizer.name,
        role: roleName,
        until,
      })
    await sendLetter(db, mailer, {
      organizerId: event.organizerId,
      organizerName: organizer.name,
      replyTo: null,
      cause: event.id,
      template: 'team.invitation',
      to: { address: email, name: null },
      subject: t('subject'),
      orderId: null,
      content: {
        locale,
        preheader: t('text'),
        heading: t('heading'),
        blocks: [
          { kind: 'text', text: plain(t('text')) },
          { kind: 'button', label: t('button'), url: `${origin}/console/invitations#token=${token}` },
          { kind: 'note', text: plain(t('note')) },
        ],
        sender: { name: organizer.name },
        footer: [plain(t('footer'))],
      },
    })
  })
}

/** Letters about accounts need nothing of this module but a way out, so that people can be made before everything above it. */
export function createAccountMails({
  mailer,
  i18n,
  origin,
}: Pick<NotificationsDeps, 'mailer' | 'i18n' | 'origin'>): AccountMails {
  return {
    send: async (kind, { to, locale, url }) => {
      const t = (key: string) => i18n.t(locale, `notifications.account.${key}`, { origin })
      const content: MailContent = {
        locale,
        preheader: t(`${kind}.text`),
        heading: t(`${kind}.heading`),
        blocks: [
          { kind: 'text', text: plain(t(`${kind}.text`)) },
          { kind: 'button', label: t(`${kind}.button`), url },
          { kind: 'note', text: plain(t('ignore')) },
        ],
        sender: { name: 'Tessera' },
        footer: [plain(t('footer'))],
      }
      const outcome = await mailer.send({
        messageId: newUuid(),
        to: { address: to },
        subject: t(`${kind}.subject`),
        locale,
        html: renderHtml(content),
        text: renderText(content),
      })
      // A refusal for good is the address's fault and must not tell the sender whether it exists.
      void outcome
    },
  }
}

export function createMailbox(db: Db): Mailbox {
  return { list: recipient => keptMails(db, recipient), get: id => keptMail(db, id) }
}
