# A kiosk nobody has enrolled yet: it makes its key and says what to do.
expect-screen new-kiosk
expect "This kiosk is new"
shot 1-new-kiosk
