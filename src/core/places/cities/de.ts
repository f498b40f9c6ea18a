// Written by `npm run zones`: CLDR 48.

/** Zones and what their places are called in this language. */
export const cities = `
Asia/Kolkata Kalkutta;Asia/Tokyo Tokio;Asia/Karachi Karatschi;America/Mexico_City Mexiko-Stadt;Africa/Cairo Kairo;
Asia/Tehran Teheran;Europe/Moscow Moskau;Asia/Taipei Taipeh;Asia/Riyadh Riad;Asia/Ho_Chi_Minh Ho-Chi-Minh-Stadt;
Asia/Baghdad Bagdad;Europe/Rome Rom;Europe/Kyiv Kiew;Africa/Khartoum Khartum;Europe/Warsaw Warschau;
Asia/Damascus Damaskus;Asia/Pyongyang Pjöngjang;Asia/Yangon Rangun;Africa/Algiers Algier;
Africa/Dar_es_Salaam Daressalam;Asia/Singapore Singapur;Europe/Bucharest Bukarest;Asia/Tashkent Taschkent;
Africa/Addis_Ababa Addis Abeba;America/Havana Havanna;Europe/Brussels Brüssel;Europe/Lisbon Lissabon;
Europe/Athens Athen;Africa/Tripoli Tripolis;Europe/Vienna Wien;Asia/Yekaterinburg Jekaterinburg;
Europe/Copenhagen Kopenhagen;Europe/Belgrade Belgrad;Europe/Prague Prag;Africa/Mogadishu Mogadischu;
Asia/Novosibirsk Nowosibirsk;Asia/Dushanbe Duschanbe;Asia/Bishkek Bischkek;America/Jamaica Jamaika;
Asia/Yerevan Eriwan;Asia/Qatar Katar;Asia/Tbilisi Tiflis;Africa/Djibouti Dschibuti;Asia/Muscat Maskat;
Europe/Tirane Tirana;Asia/Ashgabat Aşgabat;Atlantic/Canary Kanaren;Asia/Aqtobe Aktobe;Asia/Brunei Brunei Darussalam;
Asia/Chita Tschita;Asia/Hovd Chowd;Asia/Kamchatka Kamtschatka;Asia/Nicosia Nikosia;Asia/Sakhalin Sachalin;
Asia/Vladivostok Wladiwostok;Atlantic/Cape_Verde Cabo Verde;Pacific/Fiji Fidschi;Europe/Luxembourg Luxemburg;
Indian/Comoro Komoren;America/Cayman Kaimaninseln;
`;
