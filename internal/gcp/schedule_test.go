package gcp

var scheduleTable = []checked{
	{
		"Schedule as cron", Schedule.Check,
		[]string{
			"* * * * *", "*/5 * * * *", "0 * * * *", "59 23 31 12 7", "0 0 1 1 0", "0 0 1 1 6", "0 0 * * 7", "05 09 01 01 01",
			"0 9 * * MON", "0 9 * * mon-Fri", "0 9 * JAN,jul *", "0 9 * feb-NOV/2 *", "0 9 * * SUN-TUE", "0 9 * * FRI-SUN",
			"0 9 * * 5-7", "0 9 * * 0-7", "0 9 * * 7-7", "0 9 * * MON-7/2", "0 9 * * 1,3-5,SAT", "0 9 * * sun-sun",
			"0-30/10 8-18 1,15 1-6,8 1-5", "*/59 */23 */31 */12 */6", "*/9999 * * * *", "0 9 1 * MON",
			"  */5   *\t* * *  ", "0,0,0 0 1 1 1", "0 9 * * 1-5/9999", "0 9 30 2 *",
		},
		[]string{
			"", " ", "*", "* * * *", "* * * * * *", "0 */5 * * * *", "0 0 12 * * 1-5", "x 0 12 * * 1-5", "@daily", "@every 5m",
			"60 * * * *", "* 24 * * *", "* * 0 * *", "* * 32 * *", "* * * 0 *", "* * * 13 *", "* * * * 8", "-1 * * * *",
			"*/0 * * * *", "0 9 * * 1-7/0", "0 9 * * 5-1", "30-10 * * * *", "0 9 * * SAT-MON", "0 9 * * 7-2",
			"1,,2 * * * *", ",1 * * * *", "1, * * * *", ", * * * *", "*-5 * * * *", "5-* * * * *", "1-2-3 * * * *", "*/5/5 * * * *",
			"5/15 * * * *", "0 9 * * 1/2", "*/ * * * *", "/5 * * * *", "1- * * * *", "*/x * * * *", "0 9 * * 1-7/x", "*/+5 * * * *",
			"0 9 L * *", "0 9 ? * *", "0 9 15W * *", "0 9 * * 1#2", "0 9 * * MONDAY", "0 9 * January *", "MON * * * *", "0 9 * MON *", "0 9 MON * *",
			"H * * * *", "100 * * * *", "0 9 * * 007", "*\u00a0* * * *", "*\n* * * *", "0 9 * * 1-7/4611686018427387904", "*/99999999999999999999 * * * *",
			"CRON_TZ=UTC * * * *", "TZ=UTC * * * *",
		},
	},
	{
		"Schedule in English", Schedule.Check,
		[]string{
			"every 5 minutes", "every 5 mins", "every 1 hours", "every 24 hours", "every 100 hours", "every 99999 mins", "every 012 hours",
			"every 5 minutes from 10:00 to 14:00", "every 2 hours from 9:00 to 1:23", "every 2 hours synchronized",
			"every day 00:00", "every day 9:05", "every monday 09:00", "every mon,wed,fri 23:59", "every day of month 10:00",
			"1st,3rd monday of month 15:30", "first,second,third,fourth,fifth day of quarter 10:00", "2nd wed of mar,jun,sep 17:00",
			"1 of jan,april,july,oct 00:00", "3,15,30 of month 09:00", "03 of jan 09:00", "31 of december 09:00", "1 of quarter 0:00",
			"1st sunday of second month of quarter 23:25", "1st sunday of second,third month of quarter 23:25", "first monday 08:00",
			" every \t 7\n mins ", "1st , 3rd monday of month 15:30",
		},
		[]string{
			"every minute", "every hour", "every day", "every 1 minute", "every 1 hour", "every 5 min", "every 7 days", "every 2 feet", "every 0 hours",
			"every 00 mins", "every 123456 mins", "Every 5 minutes", "EVERY MONDAY 09:00", "every day 24:00", "every day 09:60", "every day 9", "every day 9am",
			"every 24 hours 09:00", "every day 09:00 please", "every 1 minutes from 09:00", "every 1 minutes to 12:00", "every 1 minutes from 09:00 12:00",
			"every 1 minutes from 09:00 to 12:00 synchronized", "every 1 minutes synchronized from 09:00 to 12:00",
			"every monday", "monday 09:00", "1st funday of month 10:12", "1st of month 10:00", "1 of month", "0 of month 10:00", "32 of month 10:00",
			"6th monday of month 10:00", "every month 10:00", "1st month of quarter 10:00", "every 5minutes", "every mon wed 10:00", "every mon,,wed 10:00", "every , 10:00",
			"fourth month of quarter 10:00", "every mond 10:00", "1,2 monday of month 10:00",
		},
	},
}
