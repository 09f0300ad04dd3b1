import { toHex } from './code-format.ts';
const ALGORITHM = 'Ed25519';
const KEY_TEXT = /^[A-Za-z0-9_-]{43}$/;
/** The first four bytes of the SHA-256 of the raw public key, in hex. */
export async function keyIdOf(publicKey) {
    const raw = await crypto.subtle.exportKey('raw', publicKey);
    return toHex(new Uint8Array(await crypto.subtle.digest('SHA-256', raw))).slice(0, 8);
}
/** A new key pair as JWK; its public half is `publicTicketJwk` of it. */
export async function generateTicketKey(organizerTail) {
    const pair = await crypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
    if (!('privateKey' in pair))
        throw new TypeError('ticket keys: the engine made no key pair');
    const { x, d } = await crypto.subtle.exportKey('jwk', pair.privateKey);
    if (x === undefined || d === undefined)
        throw new TypeError('ticket keys: the engine exported no key');
    const jwk = { kty: 'OKP', crv: ALGORITHM, x, d, kid: await keyIdOf(pair.publicKey) };
    return organizerTail === undefined ? jwk : { ...jwk, organizer_tail: organizerTail };
}
/** The half that may leave the server; names its fields one by one so that a secret never rides along. */
export function publicTicketJwk(jwk) {
    const { kty, crv, x, kid, organizer_tail: tail } = jwk;
    return tail === undefined ? { kty, crv, x, kid } : { kty, crv, x, kid, organizer_tail: tail };
}
/** Throws if the halves do not belong together: such a key would sign tickets that no gate admits. */
export async function importSigningKey(jwk) {
    const { kty, crv, x, d } = jwk;
    const publicKey = await importPublicKey(jwk);
    const privateKey = await crypto.subtle.importKey('jwk', { kty, crv, x, d }, ALGORITHM, false, ['sign']);
    const probe = new TextEncoder().encode('tessera ticket key probe');
    const signature = await crypto.subtle.sign(ALGORITHM, privateKey, probe);
    if (!(await crypto.subtle.verify(ALGORITHM, publicKey, signature, probe))) {
        throw new TypeError('ticket keys: private and public half do not match');
    }
    return { keyId: jwk.kid, privateKey };
}
/** Reads a ring from JSON. Throws on anything that is not one, and on two keys with the same id. */
export async function importKeyRing(json) {
    if (!isObject(json) || !Array.isArray(json.keys))
        throw new TypeError('ticket keys: not a key ring');
    const ring = new Map();
    for (const key of json.keys) {
        if (!isPublicTicketJwk(key))
            throw new TypeError('ticket keys: not a public Ed25519 key');
        if (ring.has(key.kid))
            throw new TypeError(`ticket keys: two keys have the id ${key.kid}`);
        ring.set(key.kid, { publicKey: await importPublicKey(key), organizerTail: key.organizer_tail ?? null });
    }
    return ring;
}
async function importPublicKey(jwk) {
    const { kty, crv, x, kid } = jwk;
    const publicKey = await crypto.subtle.importKey('jwk', { kty, crv, x }, ALGORITHM, true, ['verify']);
    if ((await keyIdOf(publicKey)) !== kid)
        throw new TypeError('ticket keys: the id is not that of the key');
    return publicKey;
}
function isObject(value) {
    return typeof value === 'object' && value !== null;
}
/** Refuses a key with `d`, so that a ring with secrets in it is noticed where it is first read. */
function isPublicTicketJwk(value) {
    if (!isObject(value) || 'd' in value)
        return false;
    const tail = value.organizer_tail;
    return (value.kty === 'OKP' &&
        value.crv === ALGORITHM &&
        typeof value.x === 'string' &&
        KEY_TEXT.test(value.x) &&
        typeof value.kid === 'string' &&
        (tail === undefined || (typeof tail === 'string' && /^[0-9a-f]{8}$/.test(tail))));
}
