/**
 * What people choose most often and attackers try first. Passwords here have at least fifteen characters, so most of
 * them appear as parts: `blocked` in password.ts also finds them repeated, joined and dressed with digits.
 */
const LIST = `
password passwort passw0rd pass word kennwort motdepasse contrasena contraseña senha parola heslo lozinka salasana
qwerty qwertz azerty asdfgh asdfghjkl yxcvbnm zxcvbnm qwertyuiop qwertzuiop asdf qwer zxcv yxcv wasd qazwsx wsxedc
qweasd qweasdzxc letmein welcome willkommen bienvenue hello hallo hola ciao bonjour servus
iloveyou ilove loveyou love lovely forever liebe ichliebe ichliebedich schatz schatzi jetaime teamo tequiero amore amor
admin administrator root toor user guest test tester testing default changeme change secret geheim topsecret master
login logon access account system server database computer laptop internet online office business company firma
monkey dragon princess prinzessin sunshine sonnenschein superman batman spiderman starwars pokemon naruto shadow
football fussball soccer baseball basketball hockey tennis golf liverpool chelsea arsenal barcelona juventus bayern
schalke dortmund borussia realmadrid manchester united yankees cowboys lakers steelers
michael michelle jennifer jessica ashley nicole daniel thomas andrea andreas stefan stefanie christian martin matthias
alexander maximilian sebastian charlie robert william joshua matthew jordan hunter hannah samantha amanda
summer winter spring autumn sommer herbst fruehling januar februar maerz april mai juni juli august september oktober
november dezember january february march june july october december monday montag friday freitag sunday sonntag
berlin hamburg muenchen munich koeln london paris toronto newyork madrid vienna wien zuerich
freedom freiheit whatever nothing something trustno trustno1 fuckyou fuckoff fuck shit asshole arschloch scheisse
cheese cookie banana orange apple chocolate schokolade pizza coffee kaffee summertime birthday geburtstag christmas
weihnachten family familie mother mutter father vater mama papa daddy mommy baby angel engel heaven hello123 hallo123
mercedes porsche ferrari corvette mustang yamaha harley kawasaki suzuki honda toyota bmw audi volkswagen
google facebook youtube twitter instagram whatsapp netflix amazon microsoft windows apple iphone samsung android linux
george tigger ginger pepper buster maggie bailey sammy lucky snoopy flower blume rainbow regenbogen butterfly unicorn
killer ninja warrior hacker matrix phoenix thunder lightning mountain ocean silver golden diamond purple yellow
ticket tickets event events festival concert konzert theater theatre booking bookings checkin organizer veranstalter
correcthorsebatterystaple correct horse battery staple thequickbrownfox thequickbrownfoxjumps loremipsumdolor
loremipsum lorem ipsum dolor maytheforcebewithyou tobeornottobe tobeornottobethatisthequestion onceuponatime
alohomora openthedoor opensesame sesamoeffnedich ihavenoidea idontknow ichweissnicht mypassword meinpasswort
yourpassword thisismypassword dasistmeinpasswort newpassword neuespasswort oldpassword longpassword langespasswort
verylongpassword strongpassword secretpassword geheimespasswort notapassword keinpasswort passphrase
nopassword iloveyousomuch iloveyouforever iloveyoubaby jesuschrist jesusislord godisgood inshallah bismillah
ilovemyfamily ilovemymom ilovejesus ilovemylife livelaughlove carpediem hakunamatata
`

export const BLOCKED: ReadonlySet<string> = new Set(LIST.split(/\s+/).filter(Boolean))

/** Rows and runs that fingers follow; a password that walks along them, in either direction, is a common one. */
export const WALKS: readonly string[] = [
  'abcdefghijklmnopqrstuvwxyz',
  '01234567890123456789',
  '1234567890qwertyuiopasdfghjklzxcvbnm',
  '1234567890qwertzuiopasdfghjklyxcvbnm',
  'qwertyuiopasdfghjklzxcvbnm1234567890',
  'azertyuiopqsdfghjklmwxcvbn',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p',
  '1q2w3e4r5t6y7u8i9o0p',
  '1q2w3e4r5t6z7u8i9o0p',
  'qazwsxedcrfvtgbyhnujmikolp',
  '!@#$%^&*()_+qwertyuiop',
]
