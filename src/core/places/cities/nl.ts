// Written by `npm run zones`: CLDR 48.

/** Zones and what their places are called in this language. */
export const cities = `
Asia/Shanghai Sjanghai;Asia/Kolkata Calcutta;Asia/Tokyo Tokio;America/Mexico_City Mexico-Stad;
Europe/Istanbul Istanboel;Asia/Tehran Teheran;Europe/Moscow Moskou;Europe/London Londen;Asia/Manila Manilla;
Europe/Berlin Berlijn;Asia/Riyadh Riyad;Asia/Ho_Chi_Minh Ho Chi Minhstad;Asia/Baghdad Bagdad;Europe/Paris Parijs;
Europe/Kyiv Kiev;Africa/Khartoum Khartoem;Europe/Warsaw Warschau;Asia/Yangon Rangoon;Europe/Bucharest Boekarest;
Asia/Tashkent Tasjkent;Africa/Addis_Ababa Addis Abeba;Asia/Almaty Alma-Ata;Asia/Jerusalem Jeruzalem;
Europe/Brussels Brussel;Europe/Lisbon Lissabon;Europe/Athens Athene;Asia/Baku Bakoe;Europe/Vienna Wenen;
Asia/Yekaterinburg Jekaterinenburg;Asia/Beirut Beiroet;Europe/Copenhagen Kopenhagen;Europe/Budapest Boedapest;
Europe/Belgrade Belgrado;Europe/Prague Praag;Asia/Dushanbe Doesjanbe;Asia/Bishkek Bisjkek;Asia/Yerevan Jerevan;
Asia/Kuwait Koeweit;Europe/Tirane Tirana;Asia/Ashgabat Asjchabad;Atlantic/Canary Canarische Eilanden;
Asia/Bahrain Bahrein;America/St_Johns Saint Johns;Asia/Hovd Khovd;Asia/Irkutsk Irkoetsk;Asia/Kamchatka Kamtsjatka;
Asia/Sakhalin Sachalin;Atlantic/Cape_Verde Kaapverdië;Europe/Luxembourg Luxemburg;Indian/Comoro Comores;
America/St_Lucia Saint Lucia;America/St_Thomas Saint Thomas;America/St_Vincent Saint Vincent;
`;
