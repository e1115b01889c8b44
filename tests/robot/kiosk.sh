# A kiosk of its own for a robot: sourced by visit.sh and day.sh, which set source, bin and prepare.

# put_policy WHICH FOLDER: bank | cash | all | evidence, as FOLDER/dcc-2025-26.json.
put_policy() {
    local from=$source/assets/policies/dcc-2025-26.json to=$2/dcc-2025-26.json
    case $1 in
    bank) cp "$from" "$to" ;;
    cash) sed 's/"expense_channel": *"bank"/"expense_channel": "cash_on_day_or_bank"/' "$from" >"$to" ;;
    all) jq '.expense_channel = "cash_on_day_or_bank" | .way_home = "ticket_to_come" | .expenses.categories =
        ["mileage_car", "bus", "train", "taxi", "childcare", "dependent_adult_care", "support_carer", "subsistence",
         "parking", "accommodation", "stamps", "stationery", "other"]' "$from" >"$to" ;;
    evidence) jq '.expense_channel = "cash_on_day" |
        .cash_needs = ["receipt", "entitlement_evidence", "nominated_individual", "budget"]' "$from" >"$to" ;;
    *) echo "there is no policy \"$1\"" >&2; return 1 ;;
    esac
}

# put_config FOLDER: [kiosk] is the last section, so that settings of it can follow.
put_config() {
    printf '[kiosk]\ndata = %s/data\nout = %s/out\nin = %s/in\nrun = %s/run\ncamera = %s/camera\n' \
        "$1" "$1" "$1" "$1" "$1" >"$1/kiosk.conf"
}

# put_printer FOLDER: one that keeps what it prints, in printer.bin.
put_printer() {
    : >"$1/printer.bin"
    printf '\n[printer]\ndevice = %s/printer.bin\n' "$1" >>"$1/kiosk.conf"
}

# put_script FROM TO NAMES: cards and PINs are named @host@, @payer@, @pin@, @member1@ …
put_script() {
    local replace=(-e "s|@demo@|$source/assets/demo|g") word text
    while read -r word text; do replace+=(-e "s|@$word@|$text|g"); done <"$3"
    sed "${replace[@]}" "$1" >"$2"
}

pounds() { printf '£%d.%02d' $(($1 / 100)) $(($1 % 100)); }

# sheet_line TREE ID: "WORDS: VALUE" of that line of a closing sheet, "" where there is none.
sheet_line() { jq -r --arg id "$2" '.nodes[] | select(.id == $id) | "\(.text): \(.value)"' "$1"; }
