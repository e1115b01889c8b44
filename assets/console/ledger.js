// SPDX-License-Identifier: Apache-2.0
// Sums for the pages. Travel money and payments are two ledgers: nothing here adds one to the
// other.

function sum(claims, pence) {
    return claims.reduce((total, claim) => total + pence(claim), 0);
}

/* What the office pays of the travel money: what the desk did not, nor left for next time. */
export function ledger_office_travel(claim) {
    return claim.agreed ? claim.agreed.expenses_pence
        : claim.expenses_pence - claim.cash_pence - claim.left_pence;
}

export function ledger_fee(claim) {
    return claim.agreed ? claim.agreed.fee_pence : claim.fee_pence;
}

function counted(claims) {
    return claims.filter((claim) => claim.state !== 'withdrawn');
}

export function ledger_travel(claims) {
    const all = counted(claims);

    return {claimed: sum(all, (claim) => claim.expenses_pence),
            desk: sum(all, (claim) => claim.cash_pence),
            next: sum(all, (claim) => claim.left_pence),
            office: sum(all, ledger_office_travel)};
}

// The parts of one claim's payment, by how far each has come: a claim that was paid may have an
// adjustment that is not. What is held or only "about" counts as that.
function payment_parts(claim) {
    const to_approve = claim.to_approve?.fee_pence ?? 0;
    const approved = claim.to_pay?.fee_pence ?? 0;
    const over = claim.adjustment?.fee_over_pence ?? 0;

    if (claim.state === 'made')
        return {made: ledger_fee(claim)};
    return {paid: ledger_fee(claim) + over - to_approve - approved,
            ...(claim.state === 'held' ? {held: to_approve + approved} : {to_approve, approved})};
}

export function ledger_payments(claims) {
    const all = counted(claims);
    const parts = all.map(payment_parts);
    const of = (name) => sum(parts, (part) => part[name] ?? 0);

    return {all: sum(all, ledger_fee), made: of('made'), to_approve: of('to_approve'),
            approved: of('approved'), paid: of('paid'), held: of('held')};
}

// What is different between two readings of one claim: [[what, before, after], …], where what is
// state, fee, travel, lines, rejected or pictures; before and after only where they can be said.
export function ledger_changes(before, after) {
    const changes = [];
    const differ = (read) => JSON.stringify(read(before)) !== JSON.stringify(read(after));

    if (before.state !== after.state)
        changes.push(['state', before.state, after.state]);
    if (ledger_fee(before) !== ledger_fee(after))
        changes.push(['fee', ledger_fee(before), ledger_fee(after)]);
    if (ledger_office_travel(before) !== ledger_office_travel(after))
        changes.push(['travel', ledger_office_travel(before), ledger_office_travel(after)]);
    for (const what of ['lines', 'rejected', 'flags', 'receipts', 'adjustment'])
        if (differ((claim) => claim[what]))
            changes.push([what]);
    return changes;
}
