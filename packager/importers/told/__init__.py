"""What people write in so many words: dates, licences, languages, names and what somebody did."""
